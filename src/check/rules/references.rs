//! Records and their references.

use std::hash::{BuildHasher, Hash};

use foldhash::fast::RandomState;
use foldhash::{HashMap, HashMapExt, HashSet};

use crate::check::Details;
use crate::check::finding::{Found, NEXT, Proceed, Subject};
use crate::check::view::View;
use crate::id::Id;
use crate::record::{Event, Figure, Part, Party, PartyKind, Source};

pub(super) fn visit(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    let mut unused = Unused::of(view);
    let mut hashed: Vec<(u64, &Event)> = Vec::with_capacity(view.dossier.events().len());
    let hasher = RandomState::default();
    for event in view.dossier.events() {
        if event.sources().is_empty() {
            let details = Details::EventWithoutSource {};
            found.report(view.event(event), "sources", details)?;
        }
        unused.strike_by(event);
        hashed.push((hasher.hash_one(told(event)), event));
    }
    unused.report(view, found)?;
    repeated(view, hashed, found)?;
    circles(view, found)?;
    for party in view.dossier.parties() {
        of_wrong_kind(view, party, found)?;
    }
    NEXT
}

/// What two records of the same thing have in common, and most others do not.
fn told(event: &Event) -> impl Hash {
    let people = event.headcount().map(Figure::estimate);
    let of = (event.kind(), event.group(), event.place());
    let by = (event.claimed_by(), event.sources());
    (event.on(), of, people, by)
}

/// Two records of the same thing by the same sources: one was entered by mistake.
fn repeated(view: &View<'_>, mut all: Vec<(u64, &Event)>, found: &mut Found<'_>) -> Proceed {
    all.sort_unstable_by_key(|(hash, _)| *hash);
    let alike = all.chunk_by(|(one, _), (other, _)| one == other);
    for alike in alike.filter(|alike| alike.len() > 1) {
        let mut firsts: Vec<&Event> = Vec::new();
        let mut alike: Vec<_> = alike.iter().map(|(_, event)| *event).collect();
        alike.sort_unstable_by_key(|event| event.id());
        for event in alike {
            let Some(first) = firsts.iter().find(|first| first.says_the_same(event)) else {
                firsts.push(event);
                continue;
            };
            let details = Details::EventRepeated {
                first: first.id().clone(),
            };
            found.report(view.event(event), "", details)?;
        }
    }
    NEXT
}

/// Sources that quote each other in a circle: none of them is the origin.
fn circles(view: &View<'_>, found: &mut Found<'_>) -> Proceed {
    let quoted = |source: &Source| source.quotes().and_then(|id| view.dossier.source(id));
    // Each source is walked once. The value is the walk that reached it first.
    let mut walks: HashMap<&str, usize> = HashMap::new();
    for (walk, start) in view.dossier.sources().iter().enumerate() {
        let mut next = Some(start);
        while let Some(source) = next
            && !walks.contains_key(source.id().as_str())
        {
            walks.insert(source.id().as_str(), walk);
            next = quoted(source);
        }
        let Some(again) = next.filter(|source| walks.get(source.id().as_str()) == Some(&walk))
        else {
            continue;
        };
        let around = std::iter::successors(quoted(again), |source| quoted(source))
            .take_while(|source| source.id() != again.id());
        let circle: Vec<_> = std::iter::once(again).chain(around).collect();
        if let Some(source) = circle.iter().min_by_key(|source| source.id()) {
            let details = Details::SourceQuotesItself {
                sources: circle.len(),
            };
            found.report(Subject::source(source), "quotes", details)?;
        }
    }
    NEXT
}

/// A person belongs to an office or an organisation, an office to a government, and a government to
/// nothing.
fn of_wrong_kind(view: &View<'_>, party: &Party, found: &mut Found<'_>) -> Proceed {
    let Some(whole) = party.of().and_then(|id| view.dossier.party(id)) else {
        return NEXT;
    };
    if party.kind() != PartyKind::Government && whole.kind() != PartyKind::Person {
        return NEXT;
    }
    let details = Details::PartyOfWrongKind {
        kind: party.kind(),
        of: whole.id().clone(),
        of_kind: whole.kind(),
    };
    found.report(Subject::party(party), "of", details)
}

/// The sources, parties and groups that nothing refers to so far. The first events remove most of
/// them, so few look-ups remain.
struct Unused<'d> {
    sources: HashSet<&'d str>,
    parties: HashSet<&'d str>,
    groups: HashSet<&'d str>,
}

fn strike<'d>(unused: &mut HashSet<&str>, ids: impl IntoIterator<Item = &'d Id>) {
    if !unused.is_empty() {
        for id in ids {
            unused.remove(id.as_str());
        }
    }
}

impl<'d> Unused<'d> {
    fn of(view: &View<'d>) -> Self {
        let dossier = view.dossier;
        let mut unused = Self {
            sources: dossier
                .sources()
                .iter()
                .map(|source| source.id().as_str())
                .collect(),
            parties: dossier
                .parties()
                .iter()
                .map(|party| party.id().as_str())
                .collect(),
            groups: dossier
                .groups()
                .iter()
                .map(|group| group.id().as_str())
                .collect(),
        };
        strike(
            &mut unused.sources,
            dossier.sources().iter().filter_map(Source::quotes),
        );
        strike(
            &mut unused.parties,
            dossier.parties().iter().filter_map(Party::of),
        );
        for group in dossier.groups() {
            strike(&mut unused.parties, group.escorts());
            strike(&mut unused.groups, group.split_from());
            strike(&mut unused.sources, group.sources());
        }
        for link in dossier.links() {
            strike(&mut unused.sources, link.sources());
        }
        for statistic in dossier.statistics() {
            strike(&mut unused.parties, [statistic.publisher()]);
            strike(&mut unused.sources, statistic.sources());
        }
        unused
    }

    fn strike_by(&mut self, event: &Event) {
        strike(&mut self.sources, event.sources());
        strike(&mut self.parties, event.claimed_by());
        strike(&mut self.groups, event.group());
        strike(&mut self.groups, event.parts().iter().map(Part::group));
        strike(&mut self.groups, event.groups());
        strike(&mut self.parties, event.to().iter().chain(event.by()));
        strike(&mut self.parties, event.authority());
        strike(&mut self.parties, event.host_party());
        for delegation in event.delegations() {
            strike(&mut self.parties, delegation.people());
            strike(&mut self.parties, delegation.party());
        }
    }

    /// Unused places are not reported, since a dossier may contain a whole table of places.
    fn report(self, view: &View<'_>, found: &mut Found<'_>) -> Proceed {
        let dossier = view.dossier;
        let sources = self.sources.iter().filter_map(|id| dossier.source(id));
        let parties = self.parties.iter().filter_map(|id| dossier.party(id));
        let groups = self.groups.iter().filter_map(|id| dossier.group(id));
        let unused = sources.map(Subject::source);
        let unused = unused.chain(parties.map(Subject::party));
        for subject in unused.chain(groups.map(Subject::group)) {
            found.report(subject, "", Details::RecordUnused {})?;
        }
        NEXT
    }
}
