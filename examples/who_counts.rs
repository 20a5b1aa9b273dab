//! How many people left Tapachula on Christmas Eve 2023? Nine answers, side by side.
//!
//! ```text
//! cargo run --example who_counts
//! cargo run --example who_counts -- dossier.json
//! ```

use std::process::ExitCode;

use corridor::analysis::{Claim, Claims};
use corridor::{Bounds, Dossier, Estimate, Source};

#[path = "command/mod.rs"]
mod command;
#[path = "command/dossier.rs"]
mod dossier;

use command::{is_option, run, say, unknown};

const USAGE: &str = "\
usage: who_counts [FILE | -] [GROUP]
Prints side by side who claims how many people, for each group of the dossier or log in FILE, or for
GROUP. Without a file, it prints the claims about a caravan of December 2023.";

fn main() -> ExitCode {
    run(USAGE, |arguments| {
        let (dossier, groups): (Dossier, Vec<String>) = match arguments {
            [] => {
                let bundled = include_str!("data/who_counts.json");
                (serde_json::from_str(bundled)?, vec!["caravan".to_owned()])
            }
            [option, ..] if is_option(option) => return Err(unknown(option)),
            [file] => {
                let dossier = dossier::dossier(file)?;
                let groups = dossier.groups().iter();
                let groups = groups.map(|group| group.id().to_string()).collect();
                (dossier, groups)
            }
            [file, group] => (dossier::dossier(file)?, vec![group.clone()]),
            [_, _, more, ..] => return Err(unknown(more)),
        };
        if groups.is_empty() {
            eprintln!("the dossier has no groups");
        }
        for group in &groups {
            let claims = dossier.claims(group)?;
            if claims.is_empty() {
                eprintln!("nobody counts {}", claims.group().name());
                continue;
            }
            if !arguments.is_empty() {
                say!("== {}", claims.group().name());
            }
            compare(&claims);
        }
        Ok(ExitCode::SUCCESS)
    })
}

fn compare(claims: &Claims<'_>) {
    say!(
        "{:<24} {:<24} {:<34} who",
        "about",
        "people",
        "in which words"
    );
    for claim in claims {
        let words = claim.figure().words().unwrap_or_default();
        say!(
            "{:<24} {:<24} {:<34} {}",
            claim.on(),
            claim.estimate(),
            cut(words, 34),
            who(claim)
        );
    }

    say!("\nstated:    {}", in_words(claims.stated()));
    say!("hull:      {}", in_words(claims.hull()));
    say!("agreement: {}", in_words(claims.agreement()));
    say!(
        "independent claims: {} of {}",
        claims.independent().len(),
        claims.len()
    );

    say!("\nby kind of claimant");
    for (kind, claims) in claims.by_kind() {
        say!(
            "{kind:<12} {} of them, stated {}, agreement {}",
            claims.len(),
            in_words(claims.stated()),
            in_words(claims.agreement())
        );
    }

    say!("\ncannot both be true, widest gap first");
    for pair in claims.contradictions() {
        say!(
            "{:>6}  {:<44} {}",
            Estimate::exactly(pair.gap()),
            short(pair.lower()),
            short(pair.higher())
        );
    }
}

/// The part of a text that fits into a column, with a sign that there is more.
fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let start: String = text.chars().take(width - 1).collect();
    start + "…"
}

/// The figure as stated, and who claims it.
fn short(claim: &Claim<'_>) -> String {
    let by = claim.by().map_or("nobody named", |by| by.name());
    format!("{} by {by}", Estimate::exactly(claim.estimate().best()))
}

fn who(claim: &Claim<'_>) -> String {
    let via: Vec<_> = claim.via().map(Source::name).collect();
    match claim.by() {
        Some(by) if via.last() == Some(&by.name()) => via.join(" < "),
        Some(by) => format!("{} < {by}", via.join(" < ")),
        None => via.join(" < "),
    }
}

fn in_words(bounds: Option<Bounds>) -> String {
    bounds.map_or_else(|| "none".to_owned(), |bounds| bounds.to_string())
}
