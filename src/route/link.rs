//! A link: a reported way between two places.

use crate::code::Code;
use crate::draft::{Draft, record};
use crate::error::Error;
use crate::id::Id;
use crate::measure::Distance;
use crate::place::PlaceCode;

record! {
    /// A way between two places, with its length by road and its sources. It is passable in both
    /// directions unless it is [`one_way`](Self::is_one_way).
    ///
    /// ```
    /// use corridor::Link;
    ///
    /// let link = Link::draft("coast-road", "MX07089", "MX07032")
    ///     .road("70 km")
    ///     .source("eluniverso")
    ///     .build()?;
    /// assert_eq!(link.to_string(), "link coast-road (MX07089 to MX07032)");
    /// # Ok::<(), corridor::Error>(())
    /// ```
    Link from LinkKeys, "link" named by id, in "links", expecting "a link object",
    checked by refuse_itself {
        needs id id: Id, "Its id.";
        needs copy from: PlaceCode, "The first place.";
        needs copy to: PlaceCode, "The second place.";
        may hidden road_km: Distance, "Its length by road.";
        flag hidden one_way: bool, "Whether it is passable only from the first place to the second.";
        list id sources: Id, source / sources, "The sources that report it.";
    }
}

impl Link {
    /// Drafts a link that is passable in both directions, of unknown length by road.
    pub fn draft(
        id: impl TryInto<Id, Error: Into<Error>>,
        from: impl TryInto<PlaceCode, Error: Into<Error>>,
        to: impl TryInto<PlaceCode, Error: Into<Error>>,
    ) -> Draft<Self> {
        Draft::<Self>::from_keys(LinkKeys::default())
            .id(id)
            .from(from)
            .to(to)
    }

    /// Whether it is passable only from the first place to the second.
    pub fn is_one_way(&self) -> bool {
        self.one_way
    }

    /// Its length by road, if known: `road_km` on the wire.
    pub fn road(&self) -> Option<Distance> {
        self.road_km
    }
}

impl Draft<Link> {
    /// Its length by road: `"70 km"`, or a distance.
    pub fn road(self, road: impl TryInto<Distance, Error: Into<Error>>) -> Self {
        self.set("road_km", road.try_into(), |keys, road| {
            keys.road_km = Some(road);
        })
    }

    /// Makes it passable only from the first place to the second.
    pub fn one_way(self) -> Self {
        self.put(|keys| keys.one_way = true)
    }
}

/// Refuses a link from a place to itself.
fn refuse_itself(link: &Link) -> Result<(), Error> {
    if link.from == link.to {
        let message = format_args!("a link from {} to itself", link.from);
        return Err(Error::new(Code::LinkInvalid, message));
    }
    Ok(())
}

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "link {} ({} to {})", self.id, self.from, self.to)
    }
}
