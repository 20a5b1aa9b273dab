//! Changes of figures, and record figures.

use serde::{Deserialize, Serialize, Serializer};

use super::error::RecordFault;
use crate::draft::{Draft, Drafted, built, missing};
use crate::error::Error;
use crate::measure::{Estimate, Percent};
use crate::object::object_form;
use crate::time::Period;
use crate::vocabulary::vocabulary;

/// Whether figures rose or fell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Direction {
    /// They rose.
    Up,
    /// They fell.
    Down,
}

vocabulary!(Direction, "a direction", { Up "up", Down "down" });

/// How a figure compares with that of an earlier period: "up 31 % on November".
///
/// The extent is a percentage or a number, both without a sign; it may be missing if only the
/// [`direction`](Self::direction) is reported.
///
/// ```
/// use corridor::{Change, Statistic};
///
/// let december = Statistic::draft("s1", "encounters", "2023-12")
///     .unit("encounter")
///     .nature("flow")
///     .area("US southwest border")
///     .change(Change::up("2023-11").percent("31 %"))
///     .publisher("us-cbp")
///     .published("2024-01-26")
///     .build()?;
/// assert_eq!(december.change().map(|change| change.from().to_string()).as_deref(), Some("2023-11"));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Change {
    from: Period,
    direction: Direction,
    extent: Option<Extent>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Extent {
    Percent(Percent),
    By(Estimate),
}

/// A change, as on the wire.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(
    remote = "Self",
    default,
    expecting = "an object with from and direction"
)]
pub struct ChangeKeys {
    from: Option<Period>,
    direction: Option<Direction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<Percent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Estimate>,
}

object_form!(ChangeKeys);

impl Change {
    /// Up on an earlier period.
    pub fn up(from: impl TryInto<Period, Error: Into<Error>>) -> Draft<Self> {
        Self::draft(Direction::Up).from(from)
    }

    /// Down on an earlier period.
    pub fn down(from: impl TryInto<Period, Error: Into<Error>>) -> Draft<Self> {
        Self::draft(Direction::Down).from(from)
    }

    fn draft(direction: Direction) -> Draft<Self> {
        Draft::<Self>::from_keys(ChangeKeys {
            direction: Some(direction),
            ..ChangeKeys::default()
        })
    }

    /// The period that it compares with.
    pub fn from(&self) -> Period {
        self.from
    }

    /// Whether it rose or fell.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The change as a percentage of the earlier figure.
    pub fn percent(&self) -> Option<Percent> {
        match self.extent {
            Some(Extent::Percent(percent)) => Some(percent),
            _ => None,
        }
    }

    /// The change as a number.
    pub fn by(&self) -> Option<Estimate> {
        match self.extent {
            Some(Extent::By(by)) => Some(by),
            _ => None,
        }
    }

    /// Refuses a base that is not earlier than the period of the statistic.
    pub(super) fn checked_for(&self, period: Period) -> Result<(), Error> {
        let from = self.from;
        if from.first() < period.first() && from.last() < period.last() {
            return Ok(());
        }
        Err(RecordFault::NotEarlier { from, period }.at("from"))
    }
}

impl Draft<Change> {
    /// The period that it compares with.
    pub fn from(self, from: impl TryInto<Period, Error: Into<Error>>) -> Self {
        self.set("from", from.try_into(), |keys, from| keys.from = Some(from))
    }

    /// The change as a percentage of the earlier figure: "31 %", or `31.0`.
    pub fn percent(self, percent: impl TryInto<Percent, Error: Into<Error>>) -> Self {
        self.set("percent", percent.try_into(), |keys, percent| {
            keys.percent = Some(percent);
        })
    }

    /// The change as a number.
    pub fn by(self, by: impl TryInto<Estimate, Error: Into<Error>>) -> Self {
        self.set("by", by.try_into(), |keys, by| keys.by = Some(by))
    }
}

impl Drafted for Change {
    type Keys = ChangeKeys;
    const LIST: &'static str = "";

    fn assemble(keys: ChangeKeys) -> Result<Self, Error> {
        let needs = |key| missing("a change", key);
        let extent = match (keys.percent, keys.by) {
            (Some(_), Some(_)) => return Err(RecordFault::ExtentTwice.at("by")),
            (Some(percent), None) => Some(Extent::Percent(percent)),
            (None, by) => by.map(Extent::By),
        };
        Ok(Self {
            from: keys.from.ok_or_else(|| needs("from"))?,
            direction: keys.direction.ok_or_else(|| needs("direction"))?,
            extent,
        })
    }

    fn to_keys(&self) -> ChangeKeys {
        ChangeKeys {
            from: Some(self.from),
            direction: Some(self.direction),
            percent: self.percent(),
            by: self.by(),
        }
    }

    fn name(_: &ChangeKeys) -> String {
        "a change".to_owned()
    }

    fn clear(keys: &mut ChangeKeys, key: &str) -> bool {
        match key {
            "from" => keys.from = None,
            "direction" => keys.direction = None,
            "percent" => keys.percent = None,
            "by" => keys.by = None,
            _ => return false,
        }
        true
    }
}

/// A record: no figure of the series was higher, or lower, since a period or ever.
///
/// It is compared with figures for periods of the same length: a month with months, a day with days.
///
/// ```
/// use corridor::{Rank, Statistic};
///
/// let july = Statistic::draft("s1", "returns", "2025-07")
///     .unit("person")
///     .nature("flow")
///     .area("GT")
///     .rank(Rank::highest().since("2025"))
///     .publisher("igm")
///     .published("2025-08-05")
///     .build()?;
/// assert!(july.rank().is_some_and(Rank::is_highest));
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rank {
    direction: Extreme,
    since: Option<Period>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Extreme {
    Highest,
    Lowest,
}

vocabulary!(Extreme, "a direction of a record", { Highest "highest", Lowest "lowest" });

/// A record, as on the wire.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(remote = "Self", default, expecting = "an object with a direction")]
pub struct RankKeys {
    direction: Option<Extreme>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Period>,
}

object_form!(RankKeys);

impl Rank {
    /// No figure was higher.
    pub fn highest() -> Draft<Self> {
        Self::draft(Extreme::Highest)
    }

    /// No figure was lower.
    pub fn lowest() -> Draft<Self> {
        Self::draft(Extreme::Lowest)
    }

    fn draft(direction: Extreme) -> Draft<Self> {
        Draft::from_keys(RankKeys {
            direction: Some(direction),
            since: None,
        })
    }

    /// Whether it is the highest figure; otherwise it is the lowest.
    pub fn is_highest(&self) -> bool {
        self.direction == Extreme::Highest
    }

    /// How far back the record goes; `None` means all known figures.
    pub fn since(&self) -> Option<Period> {
        self.since
    }

    /// Refuses a record since a day after the statistic's period began.
    pub(super) fn checked_for(&self, period: Period) -> Result<(), Error> {
        match self.since {
            Some(since) if since.first() > period.first() => {
                Err(RecordFault::SinceLater { since, period }.at("since"))
            }
            _ => Ok(()),
        }
    }
}

impl Draft<Rank> {
    /// How far back the record goes.
    pub fn since(self, since: impl TryInto<Period, Error: Into<Error>>) -> Self {
        self.set("since", since.try_into(), |keys, since| {
            keys.since = Some(since);
        })
    }
}

impl Drafted for Rank {
    type Keys = RankKeys;
    const LIST: &'static str = "";

    fn assemble(keys: RankKeys) -> Result<Self, Error> {
        let direction = keys
            .direction
            .ok_or_else(|| missing("a rank", "direction"))?;
        Ok(Self {
            direction,
            since: keys.since,
        })
    }

    fn to_keys(&self) -> RankKeys {
        RankKeys {
            direction: Some(self.direction),
            since: self.since,
        }
    }

    fn name(_: &RankKeys) -> String {
        "a rank".to_owned()
    }

    fn clear(keys: &mut RankKeys, key: &str) -> bool {
        match key {
            "direction" => keys.direction = None,
            "since" => keys.since = None,
            _ => return false,
        }
        true
    }
}

built!(Change, Rank);

impl From<&Change> for Change {
    fn from(change: &Change) -> Self {
        change.clone()
    }
}

impl From<&Rank> for Rank {
    fn from(rank: &Rank) -> Self {
        rank.clone()
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ChangeKeys::serialize(&self.to_keys(), serializer)
    }
}

impl Serialize for Rank {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RankKeys::serialize(&self.to_keys(), serializer)
    }
}
