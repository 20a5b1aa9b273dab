//! The keys that an event of a kind and a status must have, may have and cannot have.

use super::keys::{EventKeys, Key, Rest};
use super::values::{Codes, Hours};
use super::{EventKind, Status};
use crate::code::Code;
use crate::draft::missing;
use crate::error::Error;
use crate::id::Id;
use crate::limits::WITHIN_KM;
use crate::record::error::RecordFault;
use crate::record::meeting::MeetingFormat;

impl EventKeys {
    /// Checks the keys that the status and the kind require.
    pub(super) fn checked(&self, kind: EventKind, status: Status) -> Result<(), Error> {
        let has_condition = self
            .rest
            .as_ref()
            .is_some_and(|rest| rest.condition.is_some());
        if status == Status::Conditional && !has_condition {
            return Err(missing("a conditional event", "condition"));
        }
        if status != Status::Conditional && has_condition {
            let what = match status {
                Status::Planned => "a planned event",
                Status::Cancelled => "a cancelled event",
                Status::Postponed => "a postponed event",
                _ => "an event that occurred",
            };
            return Err(misplaced(what, Key::condition));
        }
        if self.on.is_none() && status != Status::Conditional {
            return Err(missing(kind.phrase(), Key::on.as_str()));
        }
        let needs = |key: Key| {
            if self.has(key) {
                Ok(())
            } else {
                Err(missing(kind.phrase(), key.as_str()))
            }
        };
        kind.needs().iter().try_for_each(|key| needs(*key))?;
        if kind == EventKind::Statement {
            needs(if self.has(Key::headcount) || self.has(Key::words) {
                Key::group
            } else {
                Key::text
            })?;
        }
        Ok(())
    }

    /// A key that an event of the kind cannot have.
    pub(super) fn misplaced(&self, kind: EventKind) -> Result<(), Error> {
        let foreign = |key: &Key| {
            let of_kind = [kind.needs(), kind.may(), EventKind::ANY];
            !of_kind.iter().any(|keys| keys.contains(key))
        };
        let mut keys = Key::OF_KINDS.iter();
        match keys.find(|key| self.has(**key) && foreign(key)) {
            Some(key) => Err(misplaced(kind.phrase(), *key)),
            None => Ok(()),
        }
    }

    /// Checks the keys against each other.
    pub(super) fn consistent(&self, kind: EventKind) -> Result<(), Error> {
        let Some(rest) = &self.rest else {
            return match kind {
                EventKind::Casualty => Err(RecordFault::NoCasualties.into()),
                _ => Ok(()),
            };
        };
        if let Some(within) = rest.within_km {
            if self.place.is_none() {
                return Err(missing("\"within_km\"", "place"));
            }
            let km = within.km();
            if !(km > 0.0 && km <= WITHIN_KM) {
                return Err(RecordFault::Within { km }.at("within_km"));
            }
        }
        if rest.recommended == Some(true) && !self.has(Key::headcount) && !self.has(Key::words) {
            return Err(missing("a recommended event", "headcount"));
        }
        if let (Some(to), Some(from)) = (rest.returned_to, self.place)
            && to == from
        {
            return Err(RecordFault::ReturnToItself { place: to }.at("returned_to"));
        }
        self.of_several_keys(kind, rest)
    }

    /// Checks the keys of which a kind has at least one, or at most one.
    fn of_several_keys(&self, kind: EventKind, rest: &Rest) -> Result<(), Error> {
        match kind {
            EventKind::Casualty => {
                let figures = [&rest.dead, &rest.missing, &rest.injured, &rest.survivors];
                if figures.iter().all(|figure| figure.is_none()) {
                    return Err(RecordFault::NoCasualties.into());
                }
            }
            EventKind::Meeting => {
                if rest.host.is_some() && rest.host_party.is_some() {
                    return Err(RecordFault::TwoHosts.at("host_party"));
                }
                let hosted = rest.host.is_some() || rest.host_party.is_some();
                match rest.format.unwrap_or(MeetingFormat::InPerson) {
                    MeetingFormat::InPerson if !hosted => return Err(RecordFault::NoHost.into()),
                    MeetingFormat::InPerson => {}
                    remote if self.has(Key::venue) => {
                        return Err(RecordFault::VenueOfRemote { format: remote }.at("venue"));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }
}

fn misplaced(what: &'static str, key: Key) -> Error {
    Error::new(
        Code::KeyMisplaced,
        format_args!("{what} cannot have {:?}", key.as_str()),
    )
    .at(key.as_str())
}

impl Rest {
    /// Refuses an empty list if one is required, and otherwise drops it.
    pub(super) fn settle(&mut self, kind: EventKind) -> Result<(), Error> {
        if let Some(Hours(hours)) = self.hours
            && !(hours.is_finite() && hours >= 0.0)
        {
            return Err(RecordFault::Hours { hours }.at("hours"));
        }
        // Removes the sign of zero.
        self.hours = self.hours.map(|Hours(hours)| Hours(hours + 0.0));
        let is_empty = |list: &Option<Vec<Id>>| list.as_ref().is_some_and(Vec::is_empty);
        if is_empty(&self.groups) {
            return Err(RecordFault::NoParts { what: "merge" }.at("groups"));
        }
        if kind == EventKind::Demand && is_empty(&self.to) {
            return Err(RecordFault::NoAddressee.at("to"));
        }
        if self.delegations.as_ref().is_some_and(Vec::is_empty) {
            return Err(RecordFault::NoDelegations.at("delegations"));
        }
        // These are the defaults.
        self.recommended.take_if(|recommended| !*recommended);
        self.format
            .take_if(|format| *format == MeetingFormat::InPerson);
        self.codes.take_if(|Codes(codes)| codes.is_empty());
        self.to.take_if(|list| list.is_empty());
        self.topics.take_if(|list| list.is_empty());
        self.outcomes.take_if(|list| list.is_empty());
        self.places.take_if(|list| list.is_empty());
        Ok(())
    }
}
