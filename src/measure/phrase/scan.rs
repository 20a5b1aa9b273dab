//! Cuts a phrase into words, figures and marks.

use smol_str::SmolStr;

use super::error::PhraseError;

/// A piece of the phrase, and its position.
#[derive(Clone)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// Whether it follows the piece before it without a space.
    pub(super) glued: bool,
    /// Whether a hyphen joins it to the word before it: "twenty-five".
    pub(super) hyphenated: bool,
    /// Whether an apostrophe of possession follows: "soldiers' families".
    pub(super) possessive: bool,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

#[derive(Clone)]
pub(super) enum Kind {
    /// Letters, without case or accents.
    Word(SmolStr),
    Figure(Figure),
    Mark(char),
}

/// Digits as a number: `digits / 10^places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) digits: u64,
    pub(super) places: u32,
    /// The one separator before three digits: it groups thousands if the figure has no scale word,
    /// but before one ("1.500 million") it may as well be a decimal sign.
    pub(super) separator: Option<char>,
    /// Whether only plain spaces hold it together, with three digits before: "100 200".
    pub(super) loose: bool,
}

/// The pieces in order.
pub(super) fn scan(phrase: &str) -> Result<Vec<Token<'_>>, PhraseError> {
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(phrase.len() / 5 + 2);
    let mut rest = phrase;
    let (mut glued, mut hyphenated) = (false, false);
    while let Some(first) = rest.chars().next() {
        let at = phrase.len() - rest.len();
        let length = if first.is_ascii_digit() {
            figure_length(rest)
        } else if is_letter(first) {
            word_length(rest)
        } else {
            first.len_utf8()
        };
        let (text, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = after;
        let mut possessive = false;
        let kind = if first.is_ascii_digit() {
            Kind::Figure(read_figure(text, at)?)
        } else if is_letter(first) {
            let elided;
            (rest, elided, possessive) = behind_apostrophe(rest);
            // "l'ensemble" is two words; the first is not the letter L.
            Kind::Word(if elided {
                fold(&format!("{text}'"))
            } else {
                fold(text)
            })
        } else if first.is_whitespace() || is_quote(first) || is_joiner(first, &tokens, rest) {
            (glued, hyphenated) = (false, !first.is_whitespace() && !is_quote(first));
            continue;
        } else if first == '.' && rest.trim().is_empty() && tokens.last().is_some_and(is_word) {
            // The full stop of a sentence.
            break;
        } else {
            Kind::Mark(first)
        };
        tokens.push(Token {
            kind,
            text,
            at,
            glued,
            hyphenated,
            possessive,
        });
        (glued, hyphenated) = (true, false);
    }
    Ok(tokens)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining(c)
}

/// The combining diacritical marks: accents of decomposed text.
fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Quotation marks say nothing about the figure.
fn is_quote(c: char) -> bool {
    is_apostrophe(c) || matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '‘')
}

fn word_length(text: &str) -> usize {
    text.find(|c| !is_letter(c)).unwrap_or(text.len())
}

/// What follows a word and its apostrophe; whether the apostrophe divides two words ("d'enfants");
/// and whether it marks possession.
fn behind_apostrophe(rest: &str) -> (&str, bool, bool) {
    let Some(after) = rest.strip_prefix(is_apostrophe) else {
        return (rest, false, false);
    };
    if after.starts_with(['s', 'S']) && word_length(after) == 1 {
        return (after.get(1..).unwrap_or_default(), false, true);
    }
    let elided = after.starts_with(is_letter);
    (after, elided, !elided)
}

fn is_word(token: &Token<'_>) -> bool {
    matches!(token.kind, Kind::Word(_))
}

/// A hyphen between two words ("twenty-five") says nothing; between figures it is a range.
fn is_joiner(mark: char, before: &[Token<'_>], after: &str) -> bool {
    let follows_word = before.last().is_some_and(is_word);
    matches!(mark, '-' | '\u{2010}' | '\u{2011}') && follows_word && after.starts_with(is_letter)
}

/// Lower case, without accents.
pub(super) fn fold(word: &str) -> SmolStr {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return SmolStr::new(word);
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'á' | 'à' | 'â' | 'ã' | 'ä' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'í' | 'ì' | 'î' | 'ï' => folded.push('i'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' => folded.push('o'),
            'ú' | 'ù' | 'û' | 'ü' => folded.push('u'),
            'ñ' => folded.push('n'),
            'ç' => folded.push('c'),
            'œ' => folded.push_str("oe"),
            _ if is_combining(c) => {}
            _ => folded.push(c),
        }
    }
    SmolStr::from(folded)
}

/// Space between groups of three digits, as ISO 80000-1 and the RAE write it.
fn is_space_of_groups(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}')
}

fn digits_length(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len())
}

/// The length of a figure: digits, and separators followed by more digits. A space or an apostrophe
/// belongs to it only before three digits.
fn figure_length(text: &str) -> usize {
    let mut length = digits_length(text);
    loop {
        let mut tail = text.get(length..).unwrap_or_default().chars();
        let Some(separator) = tail.next() else {
            return length;
        };
        let following = digits_length(tail.as_str());
        let belongs = match separator {
            '.' | ',' => following > 0,
            _ => (is_space_of_groups(separator) || is_apostrophe(separator)) && following == 3,
        };
        if !belongs {
            return length;
        }
        length += separator.len_utf8() + following;
    }
}

/// Accepts both ways of grouping: "6,000" and "6.000" are six thousand, "2.2" and "2,2" have a
/// decimal.
fn read_figure(text: &str, at: usize) -> Result<Figure, PhraseError> {
    let is_separator = |c: char| !c.is_ascii_digit();
    let mut separators = text.chars().filter(|c| is_separator(*c));
    let separator = separators.next();
    let one_only = separators.next().is_none();
    let may_be_decimal = matches!(separator, Some('.' | ','));
    let uniform = text
        .chars()
        .filter(|c| is_separator(*c))
        .all(|c| Some(c) == separator);

    let mut groups = text.split(is_separator);
    let head = groups.next().unwrap_or_default();
    let grouped = head.len() <= 3 && !head.starts_with('0') && groups.all(|group| group.len() == 3);

    // "1,234.5": one sign groups, the other marks decimals; "1,234.567" stays as it is.
    let mixed = text.rsplit_once(['.', ',']).and_then(|(whole, decimals)| {
        let mut signs = whole.chars().filter(|c| is_separator(*c));
        let last = text.chars().nth_back(decimals.len());
        let grouping = signs.next().filter(|sign| Some(*sign) != last)?;
        let mut groups = whole.split(is_separator);
        let head = groups.next()?;
        let is_clear = signs.all(|sign| sign == grouping)
            && (1..=3).contains(&head.len())
            && !head.starts_with('0')
            && groups.all(|group| group.len() == 3)
            && decimals.len() != 3;
        is_clear.then_some(decimals.len())
    });
    let places = if separator.is_none() || (uniform && grouped) {
        0
    } else if let Some(places) = mixed {
        places
    } else if one_only && may_be_decimal {
        text.len() - head.len() - 1
    } else {
        return Err(PhraseError::unclear(text, at));
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    Ok(Figure {
        digits: digits
            .parse()
            .map_err(|_| PhraseError::too_large(text, at))?,
        places: u32::try_from(places).map_err(|_| PhraseError::too_large(text, at))?,
        separator: separator.filter(|_| places == 0 && one_only && may_be_decimal),
        // In "300 000", the second is not a separate figure.
        loose: separator == Some(' ')
            && head.len() == 3
            && !text.split(is_separator).any(|group| group.starts_with('0')),
    })
}
