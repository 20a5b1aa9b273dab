//! The fixes of groups that split off from each other, each stored once.

use std::cmp::Ordering;

use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt};

use super::fix::Fix;
use super::track::Track;
use crate::analysis::span::span;
use crate::id::Id;
use crate::record::{Dossier, Event, MigrantGroup};
use crate::time::When;
use crate::within::part;

/// The fixes of some groups, including those that they inherit.
///
/// The fixes of a group that split off from another usually begin with those of the other. They are
/// shared, so that a chain of n groups needs space proportional to n, not n².
#[derive(Debug, Default)]
pub(crate) struct Lines<'a> {
    lines: Vec<Line<'a>>,
    /// The indices of the lines, each after that of the line with which it begins.
    descent: Vec<usize>,
}

/// The fixes of one group: those shared with another line, then the rest.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    group: &'a MigrantGroup,
    shared: Option<Shared>,
    rest: Vec<Fix<'a>>,
    /// For each fix of the rest, the latest day of all fixes up to it; empty unless other lines may
    /// begin with this one.
    over: Vec<NaiveDate>,
    ahead: Vec<&'a Event>,
}

/// All fixes that a line shares itself, and the first ones of its rest, at least one.
#[derive(Debug, Clone, Copy)]
struct Shared {
    line: usize,
    rest: usize,
}

/// An order of fixes that compares their earliest days first, then their latest.
pub(crate) type Order = fn(&Fix<'_>, &Fix<'_>) -> Ordering;

impl<'a> Line<'a> {
    pub(crate) fn group(&self) -> &'a MigrantGroup {
        self.group
    }

    /// The fixes that are not shared: at least all of the group's own.
    pub(crate) fn rest(&self) -> &[Fix<'a>] {
        &self.rest
    }

    /// The planned and conditional events of the group, by their days.
    pub(crate) fn ahead(&self) -> &[&'a Event] {
        &self.ahead
    }

    /// Whether it shares no fixes.
    pub(crate) fn is_whole(&self) -> bool {
        self.shared.is_none()
    }
}

impl<'a> Lines<'a> {
    /// The lines of the groups, in their order. The groups that they split off from must be among
    /// them.
    pub(crate) fn of(dossier: &'a Dossier, groups: &[&'a MigrantGroup], order: Order) -> Self {
        let by_id: HashMap<&str, usize> = groups
            .iter()
            .map(|group| group.id().as_str())
            .zip(0..)
            .collect();
        let mut children: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut parents = Vec::with_capacity(groups.len());
        let mut descent = Vec::with_capacity(groups.len());
        let mut lines = Vec::with_capacity(groups.len());
        let tracks = Track::of_each(dossier, groups, &by_id);
        for ((index, &group), mut track) in groups.iter().enumerate().zip(tracks) {
            let parent = group
                .split_from()
                .map(Id::as_str)
                .and_then(|id| by_id.get(id))
                .copied();
            match parent {
                Some(parent) => children.entry(parent).or_default().push(index),
                None => descent.push(index),
            }
            track.fixes.sort_by(order);
            parents.push(parent.zip(track.until));
            lines.push(Line {
                group,
                shared: None,
                rest: track.fixes,
                over: Vec::new(),
                ahead: track.ahead,
            });
        }
        let mut all = Self {
            lines,
            descent: Vec::new(),
        };
        // A dossier refuses groups that split off in a circle, so this visits every line.
        let mut next = 0;
        while let Some(&index) = descent.get(next) {
            if let Some(&Some((parent, until))) = parents.get(index) {
                all.inherit(index, parent, until, order);
            }
            if let Some(children) = children.get(&index) {
                all.prepare(index);
                descent.extend(children);
            }
            next += 1;
        }
        all.descent = descent;
        all
    }

    /// Makes a line begin with its parent's fixes from certainly before that day.
    fn inherit(&mut self, index: usize, parent: usize, until: &When, order: Order) {
        let (until, _) = span(until);
        let Some(own) = self.lines.get(index).map(Line::rest) else {
            return;
        };
        let before_own = |fix: &Fix<'_>| own.first().is_none_or(|own| order(fix, own).is_le());
        let mut shared = None;
        let mut others: Vec<&[Fix<'a>]> = Vec::new();
        let mut up = self
            .lines
            .get(parent)
            .map(|line| (parent, line, line.rest.len()));
        while let Some((index, line, count)) = up {
            let rest = part(&line.rest, ..count);
            let kept = (line.over.partition_point(|latest| *latest < until))
                .min(rest.partition_point(before_own));
            others.extend(rest.get(kept..));
            if kept > 0 {
                shared = Some(Shared {
                    line: index,
                    rest: kept,
                });
                break;
            }
            up = self.base(line);
        }
        // A date that spans many days may come first in the order and still not be over when later
        // ones are.
        let others = others.into_iter().rev().flatten();
        let mut rest: Vec<_> = others
            .take_while(|fix| span(fix.on()).0 < until)
            .filter(|fix| span(fix.on()).1 < until)
            .map(|fix| fix.handed_down())
            .collect();
        if let Some(line) = self.lines.get_mut(index) {
            line.shared = shared;
            if !rest.is_empty() {
                rest.append(&mut line.rest);
                rest.sort_by(order);
                line.rest = rest;
            }
        }
    }

    fn base(&self, line: &Line<'a>) -> Option<(usize, &Line<'a>, usize)> {
        let Shared { line, rest } = line.shared?;
        Some((line, self.lines.get(line)?, rest))
    }

    fn prepare(&mut self, index: usize) {
        let Some(line) = self.lines.get(index) else {
            return;
        };
        let shared = self.base(line);
        let shared = shared.and_then(|(_, base, count)| base.over.get(count.checked_sub(1)?));
        let mut latest = shared.copied().unwrap_or(NaiveDate::MIN);
        let over = line.rest.iter().map(|fix| {
            latest = latest.max(span(fix.on()).1);
            latest
        });
        let over = over.collect();
        if let Some(line) = self.lines.get_mut(index) {
            line.over = over;
        }
    }

    /// The lines, in the order of the groups.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Line<'a>> {
        self.lines.iter()
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Line<'a>> {
        self.lines.get(index)
    }

    /// The fixes that a line shares, the last one first.
    pub(crate) fn shared<'l>(
        &'l self,
        line: &'l Line<'a>,
    ) -> impl Iterator<Item = Fix<'a>> + use<'l, 'a> {
        let up = std::iter::successors(self.base(line), |(_, line, _)| self.base(line));
        up.flat_map(|(_, line, count)| part(&line.rest, ..count).iter().rev())
            .map(|fix| fix.handed_down())
    }

    /// The rest of a line, preceded by the last of the fixes that it shares: going back, until
    /// `keep` returns false.
    pub(crate) fn from(
        &self,
        line: &Line<'a>,
        mut keep: impl FnMut(&Fix<'a>) -> bool,
    ) -> Vec<Fix<'a>> {
        let mut fixes: Vec<_> = self.shared(line).take_while(|fix| keep(fix)).collect();
        fixes.reverse();
        fixes.extend_from_slice(&line.rest);
        fixes
    }

    /// For each line, the state after all fixes that it shares, updated fix by fix. Each fix is
    /// passed once, and only if some line shares it.
    pub(crate) fn states<S: Clone + Default>(
        &self,
        mut pass: impl FnMut(&mut S, &Fix<'a>),
    ) -> Vec<S> {
        let mut states = vec![S::default(); self.lines.len()];
        let mut passed: HashMap<usize, Vec<S>> = HashMap::new();
        for &index in &self.descent {
            let Some(line) = self.lines.get(index) else {
                continue;
            };
            let start = line.shared.and_then(|Shared { line, rest }| {
                passed.get(&line)?.get(rest.checked_sub(1)?).cloned()
            });
            let start = start.unwrap_or_default();
            // Only lines that others may begin with have this.
            if !line.over.is_empty() {
                let mut state = start.clone();
                let after = line.rest.iter().map(|fix| {
                    pass(&mut state, fix);
                    state.clone()
                });
                passed.insert(index, after.collect());
            }
            if let Some(state) = states.get_mut(index) {
                *state = start;
            }
        }
        states
    }

    /// All fixes of the line at that index.
    pub(super) fn fixes(&self, index: usize) -> Vec<Fix<'a>> {
        let line = self.lines.get(index);
        debug_assert!(line.is_some(), "there is a line for each group");
        line.map(|line| self.from(line, |_| true))
            .unwrap_or_default()
    }

    /// The events ahead of the group at that index.
    pub(super) fn ahead(&self, index: usize) -> Vec<&'a Event> {
        let line = self.lines.get(index);
        debug_assert!(line.is_some(), "there is a line for each group");
        line.map(|line| line.ahead.clone()).unwrap_or_default()
    }
}
