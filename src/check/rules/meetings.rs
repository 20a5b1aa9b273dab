//! Meetings, and who takes part.

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use smol_str::format_smolstr;

use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed};
use crate::check::view::{View, before, doubtful};
use crate::id::Id;
use crate::place::{CountryCode, Place};
use crate::record::{Delegation, Event, EventKind, MeetingFormat, Status};

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    let mut diary: Diary<'_> = HashMap::new();
    for event in view.events_of([EventKind::Meeting]) {
        if event.status() == Status::Cancelled {
            continue;
        }
        sides(view, event, found)?;
        circumstances(view, event, found)?;
        people(view, event, found)?;
        note_down(&mut diary, view, event);
    }
    in_two_places(view, diary, found)
}

/// Who meets whom.
fn sides(view: &View<'_>, event: &Event, found: &mut Found<'_>) -> Proceed {
    let (host, host_party) = (event.host(), event.host_party().cloned());
    let is_hosted = host.is_some() || host_party.is_some();
    if is_hosted && event.guests().next().is_none() {
        let details = Details::MeetingWithoutGuests { host, host_party };
        return found.report(view.event(event), "delegations", details);
    }
    let speaks_for_host = |delegation: &Delegation| {
        event.is_host(delegation) || (host.is_some() && acts_for(view, delegation) == host)
    };
    if is_hosted && !event.delegations().iter().any(speaks_for_host) {
        let details = Details::HostAbsent { host, host_party };
        found.report(view.event(event), "delegations", details)?;
    }
    let mut seen = HashSet::new();
    for (index, delegation) in event.delegations().iter().enumerate() {
        let (country, of_party) = (delegation.country(), delegation.party().cloned());
        if !seen.insert((country, delegation.party())) {
            let field = format_smolstr!("delegations[{index}]");
            let details = Details::DelegationRepeated { country, of_party };
            found.report(view.event(event), field, details)?;
        }
    }
    NEXT
}

/// The country that a party acts for: its own, or that of the party that it belongs to.
pub(super) fn country(view: &View<'_>, party: &Id) -> Option<CountryCode> {
    let first = view.dossier.party(party);
    std::iter::successors(first, |party| view.dossier.party(party.of()?))
        .find_map(crate::record::Party::country)
}

/// The country that a delegation or its party speaks for.
fn acts_for(view: &View<'_>, delegation: &Delegation) -> Option<CountryCode> {
    let of_party = || country(view, delegation.party()?);
    delegation.country().or_else(of_party)
}

/// Whether a person belongs to the party that the delegation speaks for, whatever their country.
fn belongs(view: &View<'_>, person: &Id, delegation: &Delegation) -> bool {
    let first = view.dossier.party(person);
    let mut parties = std::iter::successors(first, |party| view.dossier.party(party.of()?));
    parties.any(|party| Some(party.id()) == delegation.party())
}

/// Who speaks for whom.
fn people(view: &View<'_>, event: &Event, found: &mut Found<'_>) -> Proceed {
    let mut speaks_for: HashMap<&Id, CountryCode> = HashMap::new();
    for (index, delegation) in event.delegations().iter().enumerate() {
        for person in delegation.people() {
            let field = || {
                let member = delegation
                    .members()
                    .iter()
                    .position(|member| member == person);
                match member {
                    Some(inner) if delegation.head() != Some(person) => {
                        format_smolstr!("delegations[{index}].members[{inner}]")
                    }
                    _ => format_smolstr!("delegations[{index}].head"),
                }
            };
            // A delegation that speaks for a party without a country may include people of any
            // country.
            let Some(speaks) = acts_for(view, delegation) else {
                continue;
            };
            if let Some(&other) = speaks_for.get(person) {
                if other != speaks {
                    let party = person.clone();
                    let details = Details::OfficialInTwoDelegations {
                        party,
                        country: speaks,
                        other,
                    };
                    found.report(view.event(event), field(), details)?;
                }
                continue;
            }
            speaks_for.insert(person, speaks);
            let own = country(view, person).filter(|own| *own != speaks);
            if let Some(own) = own.filter(|_| !belongs(view, person, delegation)) {
                // A person who is also in the delegation of their own country is reported above.
                let elsewhere = event.delegations().iter().any(|other| {
                    acts_for(view, other) == Some(own)
                        && other.people().any(|other| other == person)
                });
                if !elsewhere {
                    let party = person.clone();
                    let details = Details::DelegateOfAnotherCountry {
                        party,
                        country: speaks,
                        own,
                    };
                    found.report(view.event(event), field(), details)?;
                }
            }
        }
    }
    NEXT
}

/// Place, date of convening, and outcome.
fn circumstances(view: &View<'_>, event: &Event, found: &mut Found<'_>) -> Proceed {
    // The convening party is at home, wherever the host is.
    if event.format() == Some(MeetingFormat::InPerson)
        && let Some(host) = event.host()
        && let Some(place) = event.place().and_then(|code| view.place(code))
        && place.country() != host
    {
        let details = Details::MeetingOutsideHost {
            host,
            place: place.into(),
            country: place.country(),
        };
        found.report(view.event(event), "place", details)?;
    }
    if let Some((on, convened)) = event.on().zip(event.convened_on())
        && before(on, convened)
    {
        let details = Details::ConvenedAfterMeeting {
            on: on.clone(),
            convened: convened.clone(),
        };
        found.judged(
            view.event(event),
            "convened_on",
            details,
            doubtful(on, convened),
        )?;
    }
    if !event.has_occurred() && event.outcomes().len() > 0 {
        let details = Details::OutcomesForetold {
            outcomes: event.outcomes().len(),
        };
        found.report(view.event(event), "outcomes", details)?;
    }
    NEXT
}

/// Where each official met somebody, day by day.
type Diary<'d> = HashMap<(&'d Id, NaiveDate), Vec<(&'d Event, &'d Place)>>;

fn note_down<'d>(diary: &mut Diary<'d>, view: &View<'d>, event: &'d Event) {
    let day = event
        .on()
        .and_then(crate::time::When::as_day)
        .filter(|_| event.has_occurred() && event.format() == Some(MeetingFormat::InPerson));
    let place = event.place().and_then(|code| view.place(code));
    if let (Some(day), Some(place)) = (day, place) {
        for person in event.delegations().iter().flat_map(Delegation::people) {
            let met = diary.entry((person, day)).or_default();
            // A person in two delegations of one meeting attends it once.
            if met.last().is_none_or(|(last, _)| last.id() != event.id()) {
                met.push((event, place));
            }
        }
    }
}

/// Two meetings of one official on one day, too far apart to fly between.
fn in_two_places(view: &View<'_>, diary: Diary<'_>, found: &mut Found<'_>) -> Proceed {
    for ((person, day), mut met) in diary {
        met.sort_by_key(|(event, _)| event.id());
        let Some(((first, there), others)) = met.split_first() else {
            continue;
        };
        for (event, place) in others {
            let Ok(apart) = there.geodesic_to(place) else {
                continue;
            };
            if apart.km() > view.limits.official_km_per_day() {
                let details = Details::OfficialInTwoPlaces {
                    party: person.clone(),
                    day,
                    other: (*there).into(),
                    other_event: first.id().clone(),
                    apart_km: apart,
                };
                let doubtful = [first, event]
                    .iter()
                    .any(|event| event.on().is_some_and(crate::time::When::is_qualified));
                found.judged(view.event(event), "delegations", details, doubtful)?;
            }
        }
    }
    NEXT
}
