//! Reading figures from the words of a report: English, Spanish, French or Portuguese.

mod cursor;
mod error;
mod grammar;
mod lexicon;
mod list;
mod noun;
mod number;
mod part;
mod quantity;
mod scan;
mod sentence;
mod stated;

use std::str::FromStr;

pub(crate) use cursor::Counted;
pub(crate) use error::PhraseError;
pub(crate) use list::Count;
pub(crate) use stated::Real;

use self::cursor::Cursor;
use self::lexicon::{Language, Languages, NounKind, Sense, Unit};
use self::sentence::Meaning;
use super::Estimate;
use crate::error::Error;
use crate::limits::PHRASE_BYTES;
use crate::shown::shortened;

impl Estimate {
    /// Reads a count of people as the news words it, in English, Spanish, French or Portuguese;
    /// case and accents do not matter.
    ///
    /// The number and its bounds are read. The words after it are what was counted, and may be any
    /// words.
    ///
    /// | words | read as |
    /// |---|---|
    /// | *6,000*, *6.000*, *10 000*, *10k*, *seven thousand*, *10 mil*, *2.2 million*, *vingt-sept* | [`exactly`](Self::exactly) |
    /// | *more than, over, at least … or more, …+; más de, al menos; plus de; mais de* | [`at_least`](Self::at_least) |
    /// | *up to, could include, fewer than; hasta, menos de; jusqu'à; até* | [`at_most`](Self::at_most) |
    /// | *about, around, some, an average of, … or so, ~…; unos, cerca de; environ; cerca de*; also *un centenar, une dizaine* | [`about`](Self::about) |
    /// | *nearly, almost, just under; casi, poco menos de; presque; quase* | [`nearly`](Self::nearly) |
    /// | *just over; poco más de; un peu plus de; pouco mais de* | [`just_over`](Self::just_over) |
    /// | *treinta y tantos, thirty-something* | up to just below the next such number: 30–39, best 30; also *treinta y pico, trente et quelques* below a hundred |
    /// | *between 6 and 8 thousand, 6,000–8,000, 5,000 or 6,000, more than 6,000 but fewer than 8,000* | [`between`](Self::between), best the middle |
    /// | *hundreds, several hundred; cientos; des centaines; centenas* | 200–999, best 200 (Crowd Counting Consortium) |
    /// | *dozens; docenas* / *tens; decenas* | 24–99 / 20–99, best the least |
    /// | *thousands; miles*, *tens of thousands; decenas de miles*, *millions; millones* | 2,000–9,999, 20,000–99,999, 2,000,000–9,999,999, best the least |
    /// | *2 thousand minors and 4 thousand adults* | [`try_sum`](Self::try_sum); a qualifier carries over to the plain figures behind it |
    /// | *3,000 people, 1,000 women and 2,000 men* | the total, where its parts add up to it |
    ///
    /// A bound may come before an approximation: *at least some 6,000* is 5,500 or more. The output
    /// of [`Display`](std::fmt::Display) is read back unchanged.
    ///
    /// It refuses words that may change the figure into another number, or that make it something
    /// other than a count of people:
    ///
    /// - **A second number** of unclear meaning: *6,000 8,000*, *2,000 of the 7,500*. Also two bare
    ///   figures joined by "and", a total with only some of its parts, and people whom nothing
    ///   counts: *300 migrants and their families*.
    /// - **Figures that readers read differently**: *1,234.567*, *1,500 million*, *5–10,000*, *100
    ///   200*. A comma, point or space before every three digits groups them. A single point or
    ///   comma before fewer or more digits is a decimal sign, and then a scale word must make the
    ///   count whole.
    /// - **Other magnitudes**: *150 mln*, *3 lakh*, *1.5m* if no people follow.
    /// - **Comparisons and shares**: *300 more*, *ten times*, *half of the 300*.
    /// - **Rates, percentages, lengths, times, money**: *3,000 a day*, *30 %*, *43 miles*. *Miles*
    ///   is Spanish for thousands if every known word is Spanish and no figure comes right before
    ///   it.
    /// - **Anything but people and their acts**: *6,000 families*, *26 boats*; an unknown word that
    ///   may hold any number of people: *one horde of migrants*. Acts of counting are read: *28,130
    ///   crossings*.
    ///
    /// # Errors
    /// If the words cannot be read as one count. The error names the word and its byte; if the
    /// words can be read in two ways, it names both readings.
    ///
    /// ```
    /// use corridor::{Code, Estimate};
    ///
    /// assert_eq!(Estimate::read("more than 6,000 Hondurans")?, Estimate::at_least(6_000));
    /// assert_eq!(Estimate::read("hasta 10 mil personas")?, Estimate::at_most(10_000));
    /// assert_eq!(
    ///     Estimate::read("around 2 thousand minors and 4 thousand adults")?.to_string(),
    ///     "6,000 (5,400–6,600)",
    /// );
    ///
    /// let error = Estimate::read("about 70 km").unwrap_err();
    /// assert_eq!(error.code(), Code::PhraseNotACount);
    /// assert_eq!(error.to_string(), "\"km\" at byte 9 measures a length or a time, not a count");
    /// # Ok::<(), corridor::Error>(())
    /// ```
    pub fn read(words: &str) -> Result<Self, Error> {
        let count = count(words, Counted::People)?;
        match count.partial {
            Some(partial) => Err(partial.into()),
            None => Ok(count.total),
        }
    }
}

/// As [`Estimate::read`].
impl FromStr for Estimate {
    type Err = Error;

    fn from_str(words: &str) -> Result<Self, Error> {
        Self::read(words)
    }
}

/// Reads a count with its noun and its parts. A total with only some of its parts is read and
/// marked as such.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself has one lifetime, the closure any"
)]
pub(crate) fn count(words: &str, counted: Counted) -> Result<Count<'_>, PhraseError> {
    let is_open = counted == Counted::Anything;
    let allows = |sense| is_open && matches!(sense, Sense::Per(Some(_)));
    read(words, counted, allows, |cursor| cursor.count())
}

/// Reads a count of a statistic's unit, and its time if the words state a rate. If people are
/// counted, words that name a thing are refused.
pub(crate) fn level(words: &str, counts_people: bool) -> Result<Count<'_>, PhraseError> {
    let read = count(words, Counted::Anything)?;
    if counts_people && !read.noun.kind.is_none_or(NounKind::is_of_people) {
        return Err(read.noun.no_people());
    }
    Ok(read)
}

/// Reads a length, in kilometres.
pub(crate) fn distance(words: &str) -> Result<Real, PhraseError> {
    let is_length = |sense| {
        matches!(
            sense,
            Sense::Unit(Unit::Kilometre | Unit::Metre | Unit::Mile)
        )
    };
    read(words, Counted::Nothing, is_length, |cursor| {
        cursor.distance()
    })
}

/// Reads a share, in per cent.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the method itself has one lifetime, the closure any"
)]
pub(crate) fn percent(words: &str) -> Result<Real, PhraseError> {
    let is_share = |sense| sense == Sense::Unit(Unit::Percent);
    read(words, Counted::Nothing, is_share, |cursor| cursor.percent())
}

/// How the readings of a phrase in several languages are compared.
trait Reading {
    fn agrees(&self, other: &Self) -> bool;
    fn shown(&self) -> String;
}

impl Reading for Count<'_> {
    fn agrees(&self, other: &Self) -> bool {
        (self.total, self.per) == (other.total, other.per)
            && self.partial.is_some() == other.partial.is_some()
    }

    fn shown(&self) -> String {
        self.total.to_string()
    }
}

impl Reading for Real {
    fn agrees(&self, other: &Self) -> bool {
        self == other
    }

    fn shown(&self) -> String {
        self.best.to_string()
    }
}

/// Reads the words in every language that they may be in. The readings must agree.
fn read<'a, T: Reading>(
    words: &'a str,
    counted: Counted,
    allows: impl Fn(Sense) -> bool,
    parse: impl Fn(Cursor<'_, 'a>) -> Result<T, PhraseError>,
) -> Result<T, PhraseError> {
    if words.len() > PHRASE_BYTES {
        return Err(PhraseError::TooLong {
            bytes: words.len(),
            limit: PHRASE_BYTES,
        });
    }
    let tokens = scan::scan(words)?;
    if tokens.is_empty() {
        return Err(PhraseError::Empty);
    }
    let told = sentence::languages(&tokens);
    let mut agreed: Option<T> = None;
    let mut refusal = None;
    for language in told.languages.iter() {
        let read = sentence::understand(words, &tokens, language).and_then(|lexemes| {
            if let Some(refusal) = sentence::disqualifying(&lexemes, &allows) {
                return Err(refusal);
            }
            if let Some(mark) = lexemes
                .iter()
                .find(|lexeme| lexeme.meaning == Meaning::Mark)
            {
                return Err(PhraseError::unknown(mark.text, mark.at));
            }
            parse(Cursor {
                lexemes: &lexemes,
                phrase: words,
                language,
                is_french: told.pure && told.languages == Languages::only(Language::French),
                counted,
            })
        });
        match (read, &agreed) {
            (Ok(read), Some(other)) if !read.agrees(other) => {
                return Err(PhraseError::doubtful(words, 0, other.shown(), read.shown()));
            }
            (Ok(read), None) => agreed = Some(read),
            // If no language has all the words, none of them may be ignored.
            (Err(error), _) if error.is_doubt() || !told.pure => return Err(error),
            // "Mil" is a word of magnitude that is not read in English.
            (Err(error), _) if matches!(refusal, None | Some(PhraseError::Changed { .. })) => {
                refusal = Some(error);
            }
            (Ok(_), Some(_)) | (Err(_), _) => {}
        }
    }
    agreed.ok_or(refusal.unwrap_or(PhraseError::Empty))
}

#[cfg(test)]
mod tests;
