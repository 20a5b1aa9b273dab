//! People are conserved: where the people of a group are, day by day.

mod balance;
mod balancing;
mod basis;
mod book;
mod bookings;
mod books;
mod lives;
mod order;
mod roots;
mod value;
mod wire;

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::error::Error;
use crate::id::Id;
use crate::record::{Dossier, Event};
use crate::time::{When, one_day};

pub use balance::{Account, Balance, Overdraft};
pub use basis::Basis;
pub(crate) use bookings::repeats_an_interception;
use bookings::{Booking, Span};
use books::Books;

/// The people of a group, of the groups that it divides into, and of those that it takes in.
///
/// Use it to ask where the people of a group are on a day, how many joined, turned back or
/// dispersed, and how many are unaccounted for. Its bounds hold for every course of events that the
/// reports allow: on any of an event's possible days, in any order within a day, and with any
/// number within its bounds. Sightings and statements are [`Claims`](crate::Claims), not bookings.
///
/// - A group comes out of a split or a merge, and ends with the split or merge that it goes into. A
///   group that comes out of neither is there from the start; its departures count it. A part that
///   was reported under way earlier is there only from its split on.
/// - A merge that names its group among the members, or that finds the group there, adds the others
///   to it. It finds the group there unless the merge is certainly after the end of the group.
/// - A split that names its group as a part takes the others out of it, and then counts the group
///   if it gives it a figure. The parts without a figure are `0 or more` if another such split of
///   the group may have been on the same day.
/// - Nobody joins a group before it is there, or after it has ended: this narrows the days of
///   splits and merges. If it is unclear which of two openings or two endings of a group is the
///   first, the group is `0 or more`. Among groups that come only out of one another, the group
///   that the ledger is asked for was there first.
/// - A headcount at a departure, a split or a merge counts a group anew. After the last count,
///   people who certainly come or leave later change the number, and people who may do so widen its
///   bounds. People come only by bookings, so no count is above what an earlier one allows; a count
///   that certainly is, is an [overdraft](Self::overdrafts). If each of several counts may be the
///   first, they are one count with the bounds of all.
/// - People who are no longer counted, although no event reports that they left, are [unaccounted
///   for](Balance::unaccounted).
/// - Parts without a figure share one account: what the whole had, less the counted parts. A part
///   leaves the account when it is counted, or when it ends; in the latter case it takes between
///   none and all of the people.
/// - An unknown number of people who join, return or disperse is `0 or more`. What a quoting source
///   repeats is booked once, and so is a merge of the same groups on one day.
/// - The `best` of a figure follows one order: by earliest days and, on one day, *count, merge,
///   joining, return, dispersal, interception, casualty, split*, except that a group comes out of
///   an event before it goes into another.
///
/// Making the ledger takes time *n* log *n* for *n* events, and so does a balance.
///
/// ```
/// use corridor::{Dossier, Event, MigrantGroup, Part, Place};
///
/// let groups = ["caravan", "exodus", "ahead-1", "ahead-2"];
/// let dossier = Dossier::draft("2023-12-27")
///     .with(Place::draft("MX07089", "Tapachula"))
///     .with_all(groups.map(|id| MigrantGroup::draft(id, id)))
///     .with(Event::departure("e1", "2023-12-24", "caravan", "MX07089").headcount("nearly 10,000"))
///     .with(
///         Event::split("e2", "2023-12-27", "caravan")
///             .part(Part::of("exodus").headcount("about 6,000"))
///             .part(Part::of("ahead-1"))
///             .part(Part::of("ahead-2")),
///     )
///     .build()?;
///
/// let balance = dossier.ledger("caravan")?.balance(dossier.as_of())?;
/// assert_eq!(balance.people("exodus").map(|n| n.to_string()).as_deref(), Some("6,000 (5,500–6,500)"));
/// assert_eq!(balance.rest().to_string(), "4,000 (2,500–4,500)");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Ledger<'d> {
    books: Books<'d>,
    overdrafts: Vec<Overdraft<'d>>,
}

impl Dossier {
    /// The people of a group, counted from day to day.
    ///
    /// # Errors
    /// [`Code::ReferenceDangling`](crate::Code::ReferenceDangling) if the dossier has no such group.
    pub fn ledger(&self, group: impl AsRef<str>) -> Result<Ledger<'_>, Error> {
        let root = self.known_group(group.as_ref())?;
        let (groups, bookings) = bookings::of(self, root.id());
        let asked = groups.iter().position(|group| *group == root.id());
        Ok(Ledger::of(groups, bookings, asked.unwrap_or_default()))
    }
}

/// The overdrafts of all groups of a dossier, as in one ledger.
pub(crate) fn overdrafts_of_all(dossier: &Dossier) -> Vec<Overdraft<'_>> {
    let (groups, bookings) = bookings::of_all(dossier);
    Ledger::of(groups, bookings, 0).overdrafts
}

impl<'d> Ledger<'d> {
    fn of(groups: Vec<&'d Id>, bookings: Vec<Booking<'d>>, asked: usize) -> Self {
        let books = Books::of(groups, bookings, asked);
        let event = |at: &usize| books.bookings.get(*at).map(|booking| booking.event);
        let overdrafts = books.excesses.values().filter_map(|excess| {
            Some(Overdraft {
                event: event(&excess.booking)?,
                held: excess.held.estimate(),
                taken: excess.taken.estimate(),
                made_by: excess.made_by.iter().filter_map(event).collect(),
            })
        });
        Self {
            overdrafts: overdrafts.collect(),
            books,
        }
    }

    /// The events that it books, by their earliest days.
    pub fn events(&self) -> impl Iterator<Item = &'d Event> {
        self.books.bookings.iter().map(|booking| booking.event)
    }

    /// The days on which the balance may change, in order.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let days = self.books.bookings.iter().flat_map(|booking| {
            let on = booking.event.on();
            [on.and_then(When::earliest), on.and_then(When::latest)]
        });
        days.flatten().collect::<BTreeSet<_>>().into_iter()
    }

    /// Where everybody is at the end of that day.
    ///
    /// Events that may have happened by then widen the bounds, so the bounds hold either way.
    ///
    /// # Errors
    /// [`Code::DateInvalid`](crate::Code::DateInvalid) for a date that is not a plain day.
    pub fn balance(
        &self,
        day: impl TryInto<When, Error: Into<Error>>,
    ) -> Result<Balance<'d>, Error> {
        Ok(self.books.balance(one_day(day)?.num_days_from_ce()))
    }

    /// Where everybody is after the last booking.
    pub fn closing(&self) -> Balance<'d> {
        self.books.balance(Span::LAST)
    }

    /// The bookings that take more people out of an account than it can hold, or count more people
    /// in it, in whatever order the events happened. The balance continues from the count, or from
    /// `0 or more`.
    pub fn overdrafts(&self) -> &[Overdraft<'d>] {
        &self.overdrafts
    }
}
