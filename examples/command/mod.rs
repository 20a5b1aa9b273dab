//! How the examples are called: `--help`, arguments, files, and how they end.
//!
//! `--help` goes to standard output with exit code 0; what cannot be used is one line on standard
//! error with exit code 2, and the usage after it where the arguments are wrong.

#![allow(
    dead_code,
    unused_imports,
    clippy::disallowed_methods,
    reason = "a program has arguments and reads files; no example uses all of this"
)]

use std::error::Error;
use std::fmt;
use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Prints a line. Whoever reads the pipe may have seen enough: that is no fault.
macro_rules! say {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($text)*);
    }};
}
pub(crate) use say;

/// Prints a text as it is.
pub(crate) fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// The arguments are not those of the usage.
#[derive(Debug)]
pub(crate) struct Misused(String);

impl fmt::Display for Misused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Misused {}

/// The refusal of an argument that the usage does not have.
pub(crate) fn unknown(argument: &str) -> Box<dyn Error> {
    Box::new(Misused(format!("unknown argument {argument:?}")))
}

/// The refusal of arguments that lack one.
pub(crate) fn lacking(what: &str) -> Box<dyn Error> {
    Box::new(Misused(format!("{what} is missing")))
}

/// Whether an argument is an option, not a file or a name; `-` is standard input.
pub(crate) fn is_option(argument: &str) -> bool {
    argument.starts_with('-') && argument != "-"
}

/// Runs a program with its arguments.
pub(crate) fn run(usage: &str, body: impl FnOnce(&[String]) -> Outcome<ExitCode>) -> ExitCode {
    let arguments = std::env::args_os().skip(1);
    let arguments: Vec<_> = arguments
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    if arguments
        .iter()
        .any(|argument| argument == "--help" || argument == "-h")
    {
        say!("{usage}");
        return ExitCode::SUCCESS;
    }
    match body(&arguments) {
        Ok(code) => code,
        Err(error) => {
            let usage = if error.is::<Misused>() { usage } else { "" };
            let message = format!("{error}\n{usage}");
            let _ = writeln!(io::stderr(), "{}", message.trim_end());
            ExitCode::from(2)
        }
    }
}

/// The text of a file, or of standard input under `-`; it must not be empty.
pub(crate) fn read(file: &str) -> Outcome<String> {
    let text = String::from_utf8(bytes(file)?).map_err(|error| format!("{file}: {error}"))?;
    if text.trim().is_empty() {
        return Err(format!("{file}: the file is empty").into());
    }
    Ok(text)
}

/// The bytes of a file, or of standard input under `-`.
pub(crate) fn bytes(file: &str) -> Outcome<Vec<u8>> {
    let bytes = match file {
        "-" => {
            let mut bytes = Vec::new();
            io::stdin().read_to_end(&mut bytes).map(|_| bytes)
        }
        file => std::fs::read(file),
    };
    Ok(bytes.map_err(|error| format!("{file}: {error}"))?)
}
