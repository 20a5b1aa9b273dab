//! People conserved: where those who set out are, day by day.

mod account;
mod balance;
mod booking;
mod order;
mod same_days;
mod turns;
mod walk;
mod wire;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::error::Error;
use crate::{Certainty, Dossier, Event};

pub use account::{Account, Basis};
pub use balance::{Balance, Overdraft};
use booking::Booking;
use order::Order;

/// The people of a group, of the groups that it divides into, and of those that it takes in.
///
/// Opened by a departure, it books joinings, returns, dispersals, splits and merges, each on its
/// day, as intervals: if the true numbers and the true days lie within the reported bounds, the true
/// answer lies within the computed ones. Where the days leave it open whether somebody came before
/// or after a count, and so was counted or not, the bounds hold either way. Sightings and statements
/// are [`Claims`](crate::Claims), not bookings.
///
/// - The first departure with a headcount opens the account of a group; where several about one
///   place tell of it, with the hull of their figures and the `best` of the first. A later
///   headcount at a departure, a split or a merge counts the group anew, and the difference is
///   unaccounted for. A part is opened by its split.
/// - Parts whose figure is not told share one account: what the whole had, less the parts that are
///   counted. Where every part is counted, that rest is unaccounted for.
/// - Whoever joins, returns or disperses in unknown number does so as `0 or more`.
/// - Bookings go in order of their earliest day; those of one plain day in the order *count, joining,
///   return, dispersal, split, merge*, where a group that merges into itself takes the others in
///   right after its count, and what a group of that day comes out of goes before it. Which group
///   the ledger starts from makes no difference to that, also where people go round in a circle.
///   One whose day is uncertain has [perhaps happened](Self::on)
///   between its earliest and its latest day, and comes in any order that the days allow: but what
///   is said of a part comes after its split, what is said of a whole before, and an order that
///   takes more people than there are was not the order.
/// - Where more than 256 orders bear on one another, nothing is told of their groups (`0 or more`)
///   until their days are over.
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
/// let balance = dossier.ledger("caravan")?.on(dossier.as_of());
/// assert_eq!(balance.people("exodus").map(|n| n.to_string()).as_deref(), Some("6,000 (5,500–6,500)"));
/// assert_eq!(balance.rest().to_string(), "4,000 (2,500–4,500)");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Ledger<'d> {
    bookings: Vec<Booking<'d>>,
    order: Order,
    overdrafts: Vec<Overdraft<'d>>,
}

impl Dossier {
    /// The people of a group, counted from day to day: where those who set out are.
    ///
    /// # Errors
    /// [`Code::ReferenceDangling`](crate::Code::ReferenceDangling) if the dossier has no such group.
    pub fn ledger(&self, group: impl AsRef<str>) -> Result<Ledger<'_>, Error> {
        let root = self.known_group(group.as_ref())?;
        let bookings = booking::of(self, root.id());
        let mut ledger = Ledger {
            order: Order::of(&bookings),
            bookings,
            overdrafts: Vec::new(),
        };
        ledger.overdrafts = ledger.closing().into_overdrafts();
        Ok(ledger)
    }
}

impl<'d> Ledger<'d> {
    /// The events that it books, in its order.
    pub fn events(&self) -> impl Iterator<Item = &'d Event> {
        self.bookings.iter().map(|booking| booking.event)
    }

    /// The days on which the balance may change, in order.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let days = self.bookings.iter().flat_map(|booking| {
            let (earliest, latest) = (booking.on.earliest(), booking.on.latest());
            [earliest, latest].into_iter().flatten()
        });
        days.collect::<BTreeSet<_>>().into_iter()
    }

    /// Where everybody is at the end of that day.
    ///
    /// What has perhaps happened by then widens the bounds, so that they hold either way.
    pub fn on(&self, day: NaiveDate) -> Balance<'d> {
        self.order
            .balance(&self.bookings, |booking| booking.happened_by(day))
    }

    /// Where everybody is after the last booking.
    pub fn closing(&self) -> Balance<'d> {
        self.order.balance(&self.bookings, |_| Certainty::Certain)
    }

    /// The bookings that take more people out of an account than it can hold, each with the events
    /// that made the account. The balance goes on from none left.
    pub fn overdrafts(&self) -> &[Overdraft<'d>] {
        &self.overdrafts
    }
}
