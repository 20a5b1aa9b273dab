//! Figures against the words that they are given with.

use foldhash::HashMap;

use crate::check::Details;
use crate::measure::{Counted, Estimate, Per, count, level};
use crate::record::{Figure, Statistic, Unit};
use crate::shown::shortened;

/// What words say, each read once: the press has few ways to say a number.
#[derive(Default)]
pub(super) struct Said<'d> {
    people: HashMap<&'d str, Option<Estimate>>,
    /// Of statistics, by whether people are counted.
    levels: HashMap<(&'d str, bool), Option<Level>>,
}

/// So many, or so many each time.
type Level = (Estimate, Option<Per>);

impl<'d> Said<'d> {
    /// A number of people that its own words do not bear out. Words that cannot be read say nothing.
    pub(super) fn against(&mut self, figure: &'d Figure) -> Option<Details> {
        let words = figure.words()?;
        let read = self.people.entry(words).or_insert_with(|| {
            let read = count(words, Counted::People);
            read.ok().map(|read| read.total)
        });
        contradicted(figure, words, (*read)?, None)
    }

    /// A level that its own words do not bear out, or that is a rate by them: "3,000 a day".
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

/// Neither holds the other's best, the figure closes a bound that the words leave open, it is exact and
/// they are not, or they are a rate of another time.
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
