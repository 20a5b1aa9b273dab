//! Compares figures with the words that they are given with.

use foldhash::HashMap;

use crate::check::Details;
use crate::measure::{Counted, Estimate, Per, count, level};
use crate::record::{Figure, Statistic, Unit};
use crate::shown::shortened;

/// The numbers read from words, each read once: the press has few ways to say a number.
#[derive(Default)]
pub(super) struct Said<'d> {
    people: HashMap<&'d str, Option<Estimate>>,
    /// For statistics, keyed also by whether people are counted.
    levels: HashMap<(&'d str, bool), Option<Level>>,
}

/// A number, or a number per unit of time.
type Level = (Estimate, Option<Per>);

impl<'d> Said<'d> {
    /// A number of people that contradicts its own words. Words that cannot be read are ignored.
    pub(super) fn against(&mut self, figure: &'d Figure) -> Option<Details> {
        let words = figure.words()?;
        let read = self.people.entry(words).or_insert_with(|| {
            let read = count(words, Counted::People);
            read.ok().map(|read| read.total)
        });
        contradicted(figure, words, (*read)?, None)
    }

    /// A level that contradicts its own words, or that is a rate according to them: "3,000 a day".
    pub(super) fn against_level(&mut self, statistic: &'d Statistic) -> Option<Details> {
        let figure = statistic.value()?;
        let words = figure.words()?;
        let counts_people = [Unit::PERSON, Unit::ENCOUNTER].contains(statistic.key().unit());
        let read = self
            .levels
            .entry((words, counts_people))
            .or_insert_with(|| {
                let read = level(words, counts_people);
                read.ok().map(|read| (read.total, read.per))
            });
        let (read, per) = (*read)?;
        contradicted(figure, words, read, per.filter(|_| per != statistic.per()))
    }
}

/// Figure and words contradict each other if one does not contain the other's best, if the figure
/// closes a bound that the words leave open, if the figure is exact and the words are not, or if
/// the words are a rate of another time.
fn contradicted(
    figure: &Figure,
    words: &str,
    read: Estimate,
    other_rate: Option<Per>,
) -> Option<Details> {
    let given = figure.estimate();
    let closes_above =
        read.high().is_none() && given.high().is_some_and(|high| high <= read.best());
    let closes_below = read.low() == 0 && read.best() > 0 && given.low() >= read.best();
    let borne_out = read.contains(given.best())
        && given.contains(read.best())
        && !closes_above
        && !closes_below
        && other_rate.is_none()
        && (read.is_exact() || !given.is_exact());
    (!borne_out).then(|| Details::FigureContradictsWords {
        figure: given,
        words: shortened(words),
        read,
        per: other_rate,
    })
}
