//! Reading EDTF beyond the plain day: times, intervals and sets.

use edtf_core::{Edtf, Interval, IntervalEndpoint, Set, SetElement, SetKind};
use smol_str::{SmolStr, ToSmolStr};

use super::date::{Unusable, bounds, possible_days};
use super::refusal::{self, WhenError};
use super::stretch::Stretch;
use crate::limits::DATE_TEXT_BYTES;
use crate::shown::shortened;

/// The meaning of an EDTF text other than a plain day.
#[derive(Debug)]
pub(super) struct Expression {
    /// The canonical text: two expressions are the same if their texts are.
    pub(super) text: SmolStr,
    /// From the earliest to the latest possible day.
    pub(super) bounds: Stretch,
    /// The possible days in order, if there are gaps between the bounds; empty if there are none.
    pub(super) parts: Box<[Stretch]>,
    pub(super) approximate: bool,
    pub(super) uncertain: bool,
}

impl Expression {
    /// A closed run of days with its canonical text.
    pub(super) fn of(text: SmolStr, bounds: Stretch) -> Self {
        Self {
            text,
            bounds,
            parts: Box::default(),
            approximate: false,
            uncertain: false,
        }
    }

    pub(super) fn read(text: &str) -> Result<Self, WhenError> {
        if text.is_empty() {
            return Err(WhenError::Empty);
        }
        if text.len() > DATE_TEXT_BYTES {
            return Err(WhenError::TooLong {
                text: shortened(text),
                bytes: text.len(),
                limit: DATE_TEXT_BYTES,
            });
        }
        let seconds = with_seconds(text);
        let mut edtf = Edtf::parse(seconds.as_deref().unwrap_or(text))
            .map_err(|error| refusal::diagnose(text, error.offset))?;
        let refuse = |unusable| {
            let text = shortened(text);
            match unusable {
                Unusable::Calendar(fault) => WhenError::Calendar { text, fault },
                Unusable::Season => WhenError::Season { text },
                Unusable::Scattered => WhenError::Scattered { text },
            }
        };
        let stretches = match &mut edtf {
            Edtf::Date(date) => possible_days(date).map_err(refuse)?,
            Edtf::DateTime(moment) => possible_days(&moment.date).map_err(refuse)?,
            Edtf::Interval(interval) => vec![extent(interval).map_err(refuse)?],
            Edtf::Set(set) if set.kind == SetKind::AllMembers => {
                return Err(WhenError::EveryMember {
                    text: shortened(text),
                });
            }
            Edtf::Set(set) => {
                sort_members(set);
                members(set).map_err(refuse)?
            }
        };
        let parts = Stretch::join(stretches);
        let unbounded = || WhenError::Unbounded {
            text: shortened(text),
        };
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
            return Err(unbounded());
        };
        let bounds = Stretch {
            first: first.first,
            last: last.last,
        };
        if bounds.earliest().is_none() && bounds.latest().is_none() {
            return Err(unbounded());
        }
        Ok(Self {
            text: edtf.to_smolstr(),
            bounds,
            parts: match parts.len() {
                1 => Box::default(),
                _ => parts.into_boxed_slice(),
            },
            approximate: edtf.is_approximate(),
            uncertain: edtf.is_uncertain(),
        })
    }
}

/// Adds to a time without seconds, which reports use, the seconds that EDTF requires.
fn with_seconds(text: &str) -> Option<String> {
    let (day, time) = text.split_once('T')?;
    let (minutes, offset) = time.split_at_checked(5)?;
    let is_time = matches!(minutes.as_bytes(), [a, b, b':', c, d]
        if [a, b, c, d].into_iter().all(u8::is_ascii_digit));
    let is_offset = offset.is_empty() || offset.starts_with(['Z', '+', '-']);
    (is_time && is_offset).then(|| format!("{day}T{minutes}:00{offset}"))
}

/// Sorts the members of a one-of set and drops repetitions, so that equal sets have equal texts.
fn sort_members(set: &mut Set) {
    set.elements.sort_by_cached_key(|element| {
        let kind = SetKind::OneMember;
        let elements = vec![*element];
        Set { kind, elements }.to_smolstr()
    });
    set.elements.dedup();
}

fn members(set: &Set) -> Result<Vec<Stretch>, Unusable> {
    let mut stretches = Vec::with_capacity(set.elements.len());
    for element in &set.elements {
        match element {
            SetElement::Date(date) => stretches.extend(possible_days(date)?),
            SetElement::OnOrBefore(date) => stretches.push(Stretch {
                first: Stretch::OPEN_PAST,
                last: bounds(date)?.last,
            }),
            SetElement::OnOrAfter(date) => stretches.push(Stretch {
                first: bounds(date)?.first,
                last: Stretch::OPEN_FUTURE,
            }),
            SetElement::Range(from, to) => stretches.push(Stretch {
                first: bounds(from)?.first,
                last: bounds(to)?.last,
            }),
        }
    }
    Ok(stretches)
}

/// The bounds of an interval, which has no gaps. An unknown end is treated as open.
fn extent(interval: &Interval) -> Result<Stretch, Unusable> {
    let end = |endpoint: &IntervalEndpoint| match endpoint {
        IntervalEndpoint::Date(date)
        | IntervalEndpoint::OnOrBefore(date)
        | IntervalEndpoint::OnOrAfter(date) => bounds(date).map(Some),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => Ok(None),
    };
    let (start, finish) = (end(&interval.start)?, end(&interval.end)?);
    Ok(Stretch {
        first: match (&interval.start, start) {
            (IntervalEndpoint::OnOrBefore(_), _) | (_, None) => Stretch::OPEN_PAST,
            (_, Some(start)) => start.first,
        },
        last: match (&interval.end, finish) {
            (IntervalEndpoint::OnOrAfter(_), _) | (_, None) => Stretch::OPEN_FUTURE,
            (_, Some(finish)) => finish.last,
        },
    })
}
