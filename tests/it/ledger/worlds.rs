//! Small random dossiers, beside an oracle that tries every day and every order within a day.
//!
//! The oracle shares nothing with the library but what a world is: events happen one after the
//! other, a group is there from its first day or from what it comes out of until what it goes into,
//! nobody comes but by an event, and a count that is above what there is was not made in this
//! world.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use corridor::*;

use super::{day, told as lines};

const DAYS: u32 = 6;
const OPEN: i64 = 1 << 40;

/// `SplitMix64` (Steele, Lea & Flood 2014).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

type Group = char;
type Bounds = (i64, i64);

#[derive(Debug, Clone)]
enum Fact {
    Count(Group, Bounds),
    Join(Group, Bounds),
    Leave(Group, Bounds),
    Split(Group, Option<Bounds>, Vec<(Group, Option<Bounds>)>),
    Merge(Group, Option<Bounds>, Vec<Group>),
}

#[derive(Debug, Clone)]
struct Told {
    first: u32,
    last: u32,
    fact: Fact,
    /// A count of those of which each may be the first of its group: none contradicts the others.
    free: bool,
}

impl Told {
    fn new(first: u32, last: u32, fact: Fact) -> Self {
        let free = false;
        Self {
            first,
            last,
            fact,
            free,
        }
    }

    fn make_exact(&mut self) {
        let exact = |bounds: &mut Bounds| bounds.1 = bounds.0;
        match &mut self.fact {
            Fact::Count(_, people) | Fact::Join(_, people) | Fact::Leave(_, people) => {
                exact(people);
            }
            Fact::Split(_, whole, parts) => {
                let parts = parts.iter_mut().filter_map(|(_, people)| people.as_mut());
                parts.chain(whole).for_each(exact);
            }
            Fact::Merge(_, whole, _) => whole.iter_mut().for_each(exact),
        }
    }
}

/// Groups that are known only together, and so many of them; of each at most so many.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Known {
    groups: BTreeMap<Group, i64>,
    people: Bounds,
    /// How many have come to each, and not left: so many it is at least, though nobody has counted.
    come: BTreeMap<Group, i64>,
    /// Whether nobody has counted them, and whether anybody has spoken of them.
    uncounted: bool,
    spoken: bool,
    /// How many of these have gone missing at least, and how many may have.
    surely_lost: i64,
    lost: i64,
    /// How many have gone missing between claims of which each may be the first: a later and higher
    /// one finds them again.
    gone: Bounds,
    /// Whether it comes out of no other group.
    root: bool,
}

impl Known {
    fn sure(group: Group, people: Bounds) -> Self {
        Self {
            groups: BTreeMap::from([(group, people.1)]),
            people,
            come: BTreeMap::new(),
            uncounted: false,
            spoken: true,
            surely_lost: 0,
            lost: 0,
            gone: (0, 0),
            root: false,
        }
    }

    /// How many are in those of its groups that are among these.
    fn people(&self, groups: &BTreeSet<Group>) -> Bounds {
        let most = |among: bool| {
            let most = self
                .groups
                .iter()
                .filter(|(group, _)| groups.contains(group) == among);
            most.map(|(_, most)| *most).sum::<i64>().min(self.people.1)
        };
        if self.uncounted && !self.spoken {
            return (0, 0);
        }
        let come = self.come.iter().filter(|(group, _)| groups.contains(group));
        let come = come.map(|(_, come)| *come).sum();
        let least = self.people.0 - most(false) - self.lost;
        (least.max(come), most(true))
    }

    /// The group alone, at most as many as it may be.
    fn most(&self, group: Group) -> Option<i64> {
        self.groups
            .get(&group)
            .map(|most| (*most).min(self.people.1))
    }
}

fn add(one: Bounds, other: Bounds) -> Bounds {
    (one.0 + other.0, (one.1 + other.1).min(OPEN))
}

/// What is left, unless it is too little.
fn less(one: Bounds, other: Bounds) -> Option<Bounds> {
    let most = if one.1 >= OPEN { OPEN } else { one.1 - other.0 };
    (most >= 0).then(|| ((one.0 - other.1).max(0), most))
}

/// The state of a world.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct World {
    known: Vec<Known>,
    missed: Bounds,
}

impl World {
    /// Takes the account with the group out, if the group is there.
    fn take(&mut self, group: Group) -> Option<Known> {
        let at = self
            .known
            .iter()
            .position(|known| known.groups.contains_key(&group))?;
        Some(self.known.remove(at))
    }

    fn put(&mut self, mut known: Known) {
        let all = known.people.1;
        known
            .groups
            .values_mut()
            .for_each(|most| *most = all.min(*most));
        if known.groups.is_empty() || !known.root {
            self.missed = add(self.missed, std::mem::take(&mut known.gone));
        }
        if known.groups.is_empty() {
            if !known.uncounted {
                self.missed = add(self.missed, known.people);
            }
        } else {
            self.known.push(known);
            self.known.sort();
        }
    }

    /// The group is counted, and alone from then on. Nobody comes by that, but some may be missed.
    fn count(&mut self, group: Group, people: Bounds, free: bool) -> Option<()> {
        let mut known = self.take(group)?;
        let root = known.root;
        if root && free && !known.uncounted {
            known.gone = (
                (known.gone.0 + known.people.0 - people.1).max(0),
                (known.gone.1 + known.people.1 - people.0).max(0),
            );
            known.people = people;
            known.groups.insert(group, people.1);
            known.come.remove(&group);
            self.put(known);
            return Some(());
        }
        let most = known.most(group)?;
        let counted = (people.0, people.1.min(most));
        if most < people.0 {
            return None;
        }
        known.groups.remove(&group);
        let come = known.come.remove(&group).unwrap_or(0);
        if !known.uncounted {
            known.surely_lost += (come - people.1).max(0);
            known.people = less(known.people, counted)?;
            known.lost = known.people.1.min(known.lost + most - people.0);
            self.put(known);
        } else if !known.groups.is_empty() {
            known.people.0 = known.come.values().sum();
            self.put(known);
        }
        self.put(Known {
            root: root && free,
            ..Known::sure(group, counted)
        });
        Some(())
    }

    fn unite(&mut self, mut one: Known, mut other: Known) -> Known {
        for known in [&mut one, &mut other] {
            known.people.0 = (known.people.0 - known.lost).max(0);
            let lost = known.lost.min(known.people.1);
            self.missed = add(self.missed, (known.surely_lost.min(lost), lost));
            self.missed = add(self.missed, known.gone);
        }
        Known {
            groups: one.groups.into_iter().chain(other.groups).collect(),
            come: one.come.into_iter().chain(other.come).collect(),
            people: add(one.people, other.people),
            uncounted: one.uncounted || other.uncounted,
            spoken: true,
            surely_lost: 0,
            lost: 0,
            gone: (0, 0),
            root: false,
        }
    }

    /// The world after the fact, if it can have happened.
    fn after(mut self, told: &Told) -> Option<Self> {
        match &told.fact {
            Fact::Count(group, people) => self.count(*group, *people, told.free)?,
            Fact::Join(group, people) => {
                let mut known = self.take(*group)?;
                known.people = add(known.people, *people);
                *known.groups.get_mut(group)? += people.1;
                *known.come.entry(*group).or_default() += people.0;
                known.spoken = true;
                self.put(known);
            }
            Fact::Leave(group, people) => {
                let mut known = self.take(*group)?;
                let left = less((0, known.most(*group)?), *people)?;
                known.people = less(known.people, *people)?;
                known.groups.insert(*group, left.1);
                let come = known.come.entry(*group).or_default();
                *come = (*come - people.1).max(0);
                // Who left one of them was in none of the others, and was not missed.
                known.people.0 = known.people.0.max(known.come.values().sum());
                known.lost = known.lost.min(known.people.1);
                known.spoken = true;
                self.put(known);
            }
            Fact::Split(group, whole, parts) => {
                if let Some(whole) = whole {
                    self.count(*group, *whole, false)?;
                }
                let mut known = self.take(*group)?;
                let most = known.most(*group)?;
                known.groups.remove(group);
                known.come.remove(group);
                known.spoken = true;
                // It goes on as the same only where all the others are counted.
                let others = parts.iter().filter(|(part, _)| part != group);
                known.root &= others.clone().count() < parts.len();
                known.root &= others.clone().all(|(_, people)| people.is_some());
                for (part, _) in parts.iter().filter(|(part, _)| part != group) {
                    if self.take(*part).is_some() {
                        return None;
                    }
                }
                let told = parts
                    .iter()
                    .filter_map(|(_, people)| *people)
                    .fold((0, 0), add);
                let before_all = most;
                let most = less((0, most), told)?.1;
                known.people = less(known.people, told)?;
                let before = known.groups.len();
                let untold = parts.iter().filter(|(_, people)| people.is_none());
                known.groups.extend(untold.map(|(part, _)| (*part, most)));
                if known.groups.len() == before {
                    known.lost += most;
                }
                self.put(known);
                for (part, people) in parts {
                    if let Some(people) = people {
                        // All of them together are no more than there were.
                        let others = told.0 - people.0;
                        let people = (people.0, people.1.min(before_all - others));
                        self.put(Known::sure(*part, people));
                    }
                }
            }
            Fact::Merge(group, whole, members) => {
                // A group that is there takes the others in, whether it is named among them or not.
                let mut united = members.clone();
                if members.contains(group) {
                    self.known
                        .iter()
                        .find(|known| known.groups.contains_key(group))?;
                } else if self
                    .known
                    .iter()
                    .any(|known| known.groups.contains_key(group))
                {
                    united.push(*group);
                }
                let mut all: Option<Known> = None;
                let mut most = 0;
                for member in &united {
                    let held = all
                        .as_ref()
                        .is_some_and(|all| all.groups.contains_key(member));
                    if !held {
                        let known = self.take(*member)?;
                        all = Some(match all {
                            Some(all) => self.unite(all, known),
                            None => known,
                        });
                    }
                    most += all.as_ref()?.most(*member)?;
                }
                let mut all = all?;
                let come = members.iter().filter_map(|member| all.come.remove(member));
                let come: i64 = come.sum();
                *all.come.entry(*group).or_default() += come;
                for member in members {
                    all.groups.remove(member);
                }
                all.groups.insert(*group, most.min(OPEN));
                all.spoken = true;
                all.root &= united.contains(group);
                self.put(all);
                if let Some(whole) = whole {
                    self.count(*group, *whole, false)?;
                }
            }
        }
        Some(self)
    }

    /// How many are in these groups.
    fn people(&self, groups: &BTreeSet<Group>) -> Bounds {
        let sharing = |known: &&Known| known.groups.keys().any(|group| groups.contains(group));
        let people = self
            .known
            .iter()
            .filter(sharing)
            .map(|known| known.people(groups));
        people.fold((0, 0), add)
    }

    fn missed(&self) -> Bounds {
        let lost = self.known.iter().filter(|known| !known.uncounted);
        lost.fold(self.missed, |sum, known| {
            let lost = known.lost.min(known.people.1);
            add(add(sum, known.gone), (known.surely_lost.min(lost), lost))
        })
    }
}

/// Every world that the days allow.
struct Worlds<'t> {
    told: &'t [Told],
    /// Whether a world can go on to the end from there.
    seen: HashMap<(u32, u32, World), bool>,
    /// The worlds at the end of each day, of those that can.
    ends: Vec<BTreeSet<Vec<Known>>>,
    missed: Vec<Option<Bounds>>,
}

impl<'t> Worlds<'t> {
    fn of(told: &'t [Told], roots: &[Group]) -> Option<Self> {
        let mut worlds = Self {
            told,
            seen: HashMap::new(),
            ends: vec![BTreeSet::new(); DAYS as usize],
            missed: vec![None; DAYS as usize],
        };
        let mut start = World::default();
        for root in roots {
            start.put(Known {
                uncounted: true,
                spoken: false,
                root: true,
                ..Known::sure(*root, (0, OPEN))
            });
        }
        worlds.go_on(0, 0, start).then_some(worlds)
    }

    fn go_on(&mut self, day: u32, done: u32, world: World) -> bool {
        if day == DAYS {
            return true;
        }
        let key = (day, done, world);
        if let Some(&known) = self.seen.get(&key) {
            return known;
        }
        let (mut can, mut over) = (false, true);
        for (at, told) in self.told.iter().enumerate() {
            if done & (1 << at) == 0 && told.first <= day {
                over &= told.last > day;
                if let Some(next) = key.2.clone().after(told) {
                    can |= self.go_on(day, done | (1 << at), next);
                }
            }
        }
        if over && self.go_on(day + 1, done, key.2.clone()) {
            can = true;
            let end = day as usize;
            self.ends[end].insert(key.2.known.clone());
            self.missed[end] = Some(hull(self.missed[end], key.2.missed()));
        }
        self.seen.insert(key, can);
        can
    }

    fn people(&self, day: usize, groups: &BTreeSet<Group>) -> Bounds {
        let worlds = self.ends[day].iter().map(|known| World {
            known: known.clone(),
            missed: (0, 0),
        });
        let people = worlds.map(|world| world.people(groups));
        people.fold(None, |all, one| Some(hull(all, one))).unwrap()
    }
}

fn hull(all: Option<Bounds>, one: Bounds) -> Bounds {
    all.map_or(one, |all| (all.0.min(one.0), all.1.max(one.1)))
}

/// A random dossier: its groups that are there from the start, and what is told.
fn random(seeded: &mut Seeded) -> (usize, Vec<Group>, Vec<Told>) {
    const SHAPES: u64 = 17;
    let shape = usize::try_from(seeded.below(SHAPES)).unwrap();
    let mut facts = vec![Fact::Count('a', figure(seeded, 60, 40))];
    let mut roots = vec!['a'];
    let mut groups = vec!['a'];
    let whole =
        |seeded: &mut Seeded, percent| seeded.chance(percent).then(|| figure(seeded, 55, 30));
    if seeded.chance(30) {
        facts.push(Fact::Count('a', figure(seeded, 50, 50)));
    }
    let counted = Some(figure(seeded, 20, 10));
    let other = Some(figure(seeded, 10, 20));
    let split = |parts: &[(Group, Option<Bounds>)], whole| Fact::Split('a', whole, parts.to_vec());
    let whole_of_split = whole(seeded, 15);
    let whole_of_merge = whole(seeded, 15);
    let merge = |group, members: &[Group]| Fact::Merge(group, whole_of_merge, members.to_vec());
    let (mut more, named): (Vec<Fact>, &[Group]) = match shape {
        0 => (vec![], &[]),
        1 => (
            vec![split(&[('p', counted), ('r', None)], whole_of_split)],
            &['p', 'r'],
        ),
        2 => (
            vec![
                split(&[('p', counted), ('r', None)], whole_of_split),
                merge('m', &['p', 'r']),
            ],
            &['p', 'r', 'm'],
        ),
        3 => (
            vec![
                split(&[('p', counted), ('r', None)], whole_of_split),
                merge('a', &['p', 'r']),
            ],
            &['p', 'r'],
        ),
        4 => (
            vec![
                split(&[('p', counted), ('r', None)], whole_of_split),
                merge('r', &['p', 'r']),
            ],
            &['p', 'r'],
        ),
        5 => (
            vec![split(&[('a', None), ('p', counted)], whole_of_split)],
            &['p'],
        ),
        6 => {
            let part = seeded.chance(50).then_some(()).and(other);
            (
                vec![split(&[('a', counted), ('p', part)], whole_of_split)],
                &['p'],
            )
        }
        7 => {
            let mut parts = vec![('p', None), ('r', None)];
            parts.extend(seeded.chance(40).then_some(('s', counted)));
            (vec![split(&parts, whole_of_split)], &['p', 'r'])
        }
        8 => (
            vec![
                split(&[('p', None), ('r', None)], whole_of_split),
                merge('m', &['p', 'r']),
            ],
            &['p', 'r', 'm'],
        ),
        9 => {
            roots.push('z');
            facts.push(Fact::Count('z', figure(seeded, 20, 20)));
            (vec![merge('m', &['a', 'z'])], &['z', 'm'])
        }
        10 => (
            vec![split(&[('a', None), ('p', None)], whole_of_split)],
            &['p'],
        ),
        12 => (
            vec![
                split(&[('a', counted), ('p', None)], None),
                split(&[('a', other), ('r', None)], whole_of_split),
            ],
            &['p', 'r'],
        ),
        13 => (
            vec![
                split(&[('p', counted), ('r', None)], None),
                merge('m', &['p']),
                Fact::Merge('m', None, vec!['r']),
            ],
            &['p', 'm'],
        ),
        14 => (
            vec![
                split(&[('a', None), ('p', counted)], None),
                split(&[('a', None), ('r', other)], whole_of_split),
                Fact::Merge('a', None, vec!['p']),
            ],
            &['p', 'r'],
        ),
        16 => (
            vec![split(&[('p', None), ('r', None)], None), merge('m', &['p'])],
            &['p', 'r', 'm'],
        ),
        15 => {
            roots.push('z');
            facts.push(Fact::Count('z', figure(seeded, 20, 20)));
            let all = seeded.chance(50).then(|| figure(seeded, 75, 40));
            (vec![Fact::Merge('a', all, vec!['a', 'z'])], &['z'])
        }
        _ => {
            roots.push('z');
            facts.push(Fact::Count('z', figure(seeded, 20, 20)));
            let off = Fact::Split('m', None, vec![('z', counted), ('r', None)]);
            (vec![merge('m', &['a', 'z']), off], &['z', 'm', 'r'])
        }
    };
    groups.extend(named);
    facts.append(&mut more);
    for _ in 0..seeded.below(4) {
        let group = seeded.of(&groups);
        facts.push(match seeded.below(5) {
            0 | 1 => Fact::Join(group, figure(seeded, 5, 15)),
            2 | 3 => Fact::Leave(group, figure(seeded, 5, 15)),
            _ => Fact::Count(group, figure(seeded, 10, 60)),
        });
    }
    let early = seeded.chance(75);
    let spans = [(0, 2), (1, 3), (2, 2), (0, 4)];
    let told = facts.into_iter().enumerate().map(|(at, fact)| {
        // A group that is formed again was there before: nothing else says that it sets out by
        // itself.
        if [3, 11].contains(&shape) {
            let counted = matches!(fact, Fact::Count(..)) && at < 3;
            let first = if counted {
                0
            } else {
                1 + u32::try_from(seeded.below(3)).unwrap()
            };
            let last = if counted {
                0
            } else {
                (first + u32::try_from(seeded.below(3)).unwrap()).min(DAYS - 2)
            };
            return Told::new(first, last, fact);
        }
        if early && matches!(fact, Fact::Count(..)) && at == 0 {
            return Told::new(0, 0, fact);
        }
        let first = u32::try_from(seeded.below(u64::from(DAYS - 1))).unwrap();
        let last = (first + u32::try_from(seeded.below(3)).unwrap()).min(DAYS - 2);
        // Some of the very same days.
        let (first, last) = if seeded.chance(30) {
            seeded.of(&spans)
        } else {
            (first, last)
        };
        Told::new(first, last, fact)
    });
    let mut told: Vec<Told> = told.collect();
    for root in &roots {
        let count = |told: &Told| matches!(&told.fact, Fact::Count(group, _) if group == root);
        let first = told
            .iter()
            .filter(|told| count(told))
            .map(|told| told.last)
            .min();
        for told in told.iter_mut().filter(|told| count(told)) {
            told.free = first.is_some_and(|first| told.first <= first);
        }
    }
    (shape, roots, told)
}

fn figure(seeded: &mut Seeded, from: u64, more: u64) -> Bounds {
    let low = i64::try_from(from + seeded.below(more)).unwrap();
    (low, low + seeded.of(&[0, 0, 3, 10]))
}

/// In the wire's words.
fn dossier(told: &[Told], order: impl Iterator<Item = usize>) -> Dossier {
    let people = |(low, high): Bounds| {
        format!(r#""headcount": {{"low": {low}, "best": {low}, "high": {high}}}"#)
    };
    let also =
        |bounds: Option<Bounds>| bounds.map_or(String::new(), |it| format!(", {}", people(it)));
    let mut events = Vec::new();
    let mut places = String::new();
    for at in order {
        let Told {
            first, last, fact, ..
        } = &told[at];
        let date = |day: &u32| format!("2024-01-0{}", day + 1);
        let on = if first == last {
            date(first)
        } else {
            format!("{}/{}", date(first), date(last))
        };
        let rest = match fact {
            Fact::Count(group, number) => {
                write!(places, r#", {{"code": "MX-L{at}", "name": "place {at}"}}"#).unwrap();
                format!(
                    r#""departure", "group": "{group}", "place": "MX-L{at}", {}"#,
                    people(*number)
                )
            }
            Fact::Join(group, number) => {
                format!(r#""joining", "group": "{group}", {}"#, people(*number))
            }
            Fact::Leave(group, number) => {
                let kind = if at % 2 == 0 { "return" } else { "dispersal" };
                format!(r#""{kind}", "group": "{group}", {}"#, people(*number))
            }
            Fact::Split(group, whole, parts) => {
                let parts = parts.iter();
                let parts = parts
                    .map(|(part, number)| format!(r#"{{"group": "{part}"{}}}"#, also(*number)));
                let parts: Vec<_> = parts.collect();
                format!(
                    r#""split", "group": "{group}", "parts": [{}]{}"#,
                    parts.join(", "),
                    also(*whole)
                )
            }
            Fact::Merge(group, whole, members) => {
                let members: Vec<_> = members
                    .iter()
                    .map(|member| format!(r#""{member}""#))
                    .collect();
                format!(
                    r#""merge", "group": "{group}", "groups": [{}]{}"#,
                    members.join(", "),
                    also(*whole)
                )
            }
        };
        events.push(format!(
            r#"{{"id": "e{at}", "on": "{on}", "status": "occurred", "type": {rest}}}"#
        ));
    }
    let groups: Vec<_> = "amprsz"
        .chars()
        .map(|group| format!(r#"{{"id": "{group}", "name": "{group}", "mode": "foot"}}"#))
        .collect();
    let text = format!(
        r#"{{"format": "corridor/1", "as_of": "2024-02-01", "groups": [{}],
            "places": [{{"code": "MX-L99", "name": "place"}}{places}], "events": [{}]}}"#,
        groups.join(", "),
        events.join(",\n"),
    );
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// How the figures of one shape of dossiers compare with the truth.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    exact: u32,
    loose: u32,
    open: u32,
    missed_exact: u32,
    missed_loose: u32,
}

fn try_one(seed: u64, tallies: &mut BTreeMap<usize, Tally>) -> Result<(), String> {
    let mut seeded = Seeded(seed);
    let exact = seeded.chance(50);
    let (shape, roots, mut told) = random(&mut seeded);
    // How those who are known only together divide follows from all figures at once, of which the
    // oracle knows only each: so they are exact.
    let exact = exact || [7, 8, 10, 16].contains(&shape);
    if exact {
        told.iter_mut().for_each(Told::make_exact);
    }
    let listed = dossier(&told, 0..told.len());
    let ledger = listed.ledger("a").unwrap();
    let fail = |what: String| {
        let lines: Vec<_> = told.iter().map(|told| format!("{told:?}")).collect();
        Err(format!("seed {seed}: {what}\n{}", lines.join("\n")))
    };
    let overdrafts: Vec<_> = ledger
        .overdrafts()
        .iter()
        .map(ToString::to_string)
        .collect();
    // The order in which the dossier lists its events tells nothing; a quarter of the worlds show it.
    if seed.is_multiple_of(4) {
        let says = |ledger: &Ledger<'_>| -> Vec<String> {
            let days = (1..=DAYS).map(|on| day(&format!("2024-01-0{on}")));
            let days = days.flat_map(|on| lines(&ledger.balance(on).unwrap()));
            let overdrafts = ledger.overdrafts().iter().map(ToString::to_string);
            overdrafts.chain(days).collect()
        };
        let turned = dossier(&told, (0..told.len()).rev());
        let (one, other) = (says(&ledger), says(&turned.ledger("a").unwrap()));
        if one != other {
            return fail(format!("{one:?}, but turned {other:?}"));
        }
    }
    let worlds = Worlds::of(&told, &roots);
    let tally = tallies.entry(shape).or_default();
    for end in 0..DAYS {
        let on = day(&format!("2024-01-0{}", end + 1));
        let balance = ledger.balance(on).unwrap();
        let Some(worlds) = &worlds else { continue };
        let end = end as usize;
        let bounds = |people: Estimate| {
            let low = i64::try_from(people.low()).unwrap();
            (
                low,
                people
                    .high()
                    .map_or(OPEN, |high| i64::try_from(high).unwrap()),
            )
        };
        let within = |ours: Bounds, truth: Bounds| ours.0 <= truth.0 && truth.1 <= ours.1;
        let mut absent: BTreeSet<Group> = "amprsz".chars().collect();
        for account in balance.accounts() {
            let groups: BTreeSet<Group> = account
                .groups()
                .map(|group| group.as_str().chars().next().unwrap())
                .collect();
            absent.retain(|group| !groups.contains(group));
            let ours = bounds(account.people());
            let each = groups.iter().map(|group| BTreeSet::from([*group]));
            // The sum of several is known to the oracle only where each of them is exact.
            let sum = (exact && account.is_shared()).then(|| groups.clone());
            for groups in each.chain(sum) {
                let ours = if groups.len() < account.groups().len() {
                    (0, ours.1)
                } else {
                    ours
                };
                let truth = worlds.people(end, &groups);
                if !within(ours, truth) {
                    return fail(format!("day {end}, {groups:?}: {ours:?} for {truth:?}"));
                }
                if groups.len() < account.groups().len() {
                    continue;
                }
                if ours == truth {
                    tally.exact += 1;
                } else if ours.1 >= OPEN && truth.1 < OPEN {
                    tally.open += 1;
                } else {
                    tally.loose += 1;
                }
            }
        }
        let none = worlds.people(end, &absent);
        if none != (0, 0) {
            return fail(format!("day {end}, {absent:?}: no account for {none:?}"));
        }
        // Who is missed follows from all figures together, of which the oracle knows only each.
        if !exact {
            continue;
        }
        let (ours, truth) = (bounds(balance.unaccounted()), worlds.missed[end].unwrap());
        if !within(ours, truth) {
            return fail(format!("day {end}, missed: {ours:?} for {truth:?}"));
        }
        if ours == truth {
            tally.missed_exact += 1;
        } else {
            tally.missed_loose += 1;
        }
    }
    if worlds.is_some() && !overdrafts.is_empty() {
        return fail(format!("{overdrafts:?}"));
    }
    Ok(())
}

/// Shapes, and how many of their figures must be as tight as the truth: groups of one life each; a
/// group that is formed again, or formed of several; one that is counted as it goes on from a
/// division, once and twice; and one that goes on known only together with a part. The uncounted
/// parts of two such divisions of which either may be the first are `0 or more`, so that the third
/// kind is the loosest: 0.58 of its figures are exact.
const KINDS: [(&[usize], f64); 4] = [
    (&[0, 1, 2, 4, 5, 7, 8, 9], 0.95),
    (&[3, 11, 13, 14, 15, 16], 0.85),
    (&[6, 12], 0.55),
    (&[10], 0.5),
];

fn try_all(seeds: std::ops::Range<u64>) {
    let mut tallies = BTreeMap::new();
    let tried = seeds.map(|seed| try_one(seed, &mut tallies));
    let failures: Vec<String> = tried.filter_map(Result::err).collect();
    let some: Vec<&str> = failures.iter().take(5).map(String::as_str).collect();
    assert!(
        some.is_empty(),
        "{} failed\n{}",
        failures.len(),
        some.join("\n\n")
    );
    for (shape, tally) in &tallies {
        println!("shape {shape}: {tally:?}");
    }
    for (shapes, tight) in KINDS {
        let of = |of: fn(&Tally) -> u32| -> u32 {
            shapes
                .iter()
                .filter_map(|shape| tallies.get(shape))
                .map(of)
                .sum()
        };
        let (exact, not) = (
            of(|tally| tally.exact),
            of(|tally| tally.loose + tally.open),
        );
        let share = f64::from(exact) / f64::from(exact + not);
        println!("{shapes:?}: {exact} of {} figures exact", exact + not);
        assert!(share >= tight, "{shapes:?}: only {share} exact");
    }
}

#[test]
fn every_world_that_the_dates_allow_lies_within() {
    try_all(0..2_000);
}

#[test]
#[ignore = "takes a minute in release"]
fn every_world_of_many_dossiers_lies_within() {
    try_all(1_000_000..1_100_000);
}
