//! Shortest ways over a directed graph of numbered nodes (Dijkstra 1959, with a binary heap).

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use crate::measure::Distance;

/// From one node to another. There is one for each direction of a link.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arc {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) length: Distance,
    pub(super) link: u32,
}

/// The arcs, sorted by the node that they start from.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    arcs: Vec<Arc>,
    /// The first arc of each node, then the number of arcs.
    firsts: Vec<u32>,
    /// The arcs by the node that they lead to.
    entering: Vec<u32>,
}

/// What a search has found out about a node.
#[derive(Debug, Clone, Copy)]
struct Node {
    distance: Distance,
    /// The arc by which it is reached, or none.
    by: u32,
    settled: bool,
}

const NONE: u32 = u32::MAX;

/// The shortest ways from one node to all that a search has settled, nearest first.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    settled: Vec<u32>,
}

impl Graph {
    /// Of that many nodes.
    pub(super) fn of(nodes: u32, mut arcs: Vec<Arc>) -> Self {
        arcs.sort_by_key(|arc| arc.from);
        let firsts = (0..=nodes)
            .map(|node| number(arcs.partition_point(|arc| arc.from < node)))
            .collect();
        let to = |&arc: &u32| arcs.get(place(arc)).map(|arc| arc.to);
        let mut entering: Vec<u32> = (0..number(arcs.len())).collect();
        entering.sort_by_key(to);
        Self {
            arcs,
            firsts,
            entering,
        }
    }

    pub(super) fn arcs(&self) -> &[Arc] {
        &self.arcs
    }

    /// The arcs that lead to a node, ascending.
    pub(super) fn arcs_to(&self, node: u32) -> impl Iterator<Item = usize> {
        let to = |arc: u32| self.arcs.get(place(arc)).map(|arc| arc.to);
        let start = self.entering.partition_point(|&arc| to(arc) < Some(node));
        let after = self.entering.iter().skip(start).copied();
        after
            .take_while(move |&arc| to(arc) == Some(node))
            .map(place)
    }

    pub(super) fn arcs_from(&self, node: u32) -> Range<usize> {
        match self.firsts.get(place(node)..place(node) + 2) {
            Some(&[first, end]) => place(first)..place(end),
            _ => 0..0,
        }
    }

    /// Goes out from a node, over arcs that are open, until a node is settled or everything
    /// within a distance is.
    ///
    /// Nodes settle by distance, then by number, and the first way found to a node is kept: so of
    /// ways that are equally short always the same is taken, however the arcs were given.
    pub(super) fn search(
        &self,
        from: u32,
        to: Option<u32>,
        within: Option<Distance>,
        is_open: impl Fn(usize) -> bool,
    ) -> Tree {
        let unseen = Node {
            distance: Distance::ZERO,
            by: NONE,
            settled: false,
        };
        let mut tree = Tree {
            nodes: vec![unseen; self.firsts.len()],
            settled: Vec::new(),
        };
        let mut heap = BinaryHeap::from([Reverse((Distance::ZERO, from))]);
        while let Some(Reverse((distance, node))) = heap.pop() {
            if within.is_some_and(|within| distance > within) {
                break;
            }
            match tree.nodes.get_mut(place(node)) {
                Some(found) if !found.settled => found.settled = true,
                _ => continue,
            }
            tree.settled.push(node);
            if to == Some(node) {
                break;
            }
            let leaving = self.arcs_from(node);
            let arcs = self.arcs.get(leaving.clone()).unwrap_or_default();
            for (index, arc) in leaving.zip(arcs) {
                let Some(next) = tree.nodes.get_mut(place(arc.to)) else {
                    continue;
                };
                let length = distance + arc.length;
                let is_nearer = next.by == NONE || length < next.distance;
                if !next.settled && is_nearer && is_open(index) {
                    next.distance = length;
                    next.by = number(index);
                    heap.push(Reverse((length, arc.to)));
                }
            }
        }
        tree
    }

    /// The arcs of the way to a node, in order; none if it was not settled.
    pub(super) fn way(&self, tree: &Tree, to: u32) -> Option<Vec<usize>> {
        tree.nodes.get(place(to)).filter(|node| node.settled)?;
        let by = |node: u32| tree.nodes.get(place(node)).map(|node| place(node.by));
        let mut way = Vec::new();
        let mut at = to;
        while let Some((index, arc)) = by(at).and_then(|index| Some((index, self.arcs.get(index)?)))
        {
            way.push(index);
            at = arc.from;
        }
        way.reverse();
        Some(way)
    }
}

impl Tree {
    /// The nodes that are settled, nearest first, and how far they are.
    pub(super) fn settled(&self) -> impl Iterator<Item = (u32, Distance)> {
        let distance = |node: u32| self.nodes.get(place(node)).map(|found| found.distance);
        self.settled
            .iter()
            .filter_map(move |&node| Some((node, distance(node)?)))
    }
}

/// A number of a node or arc as an index.
pub(super) fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// An index as the number of a node or arc; a network has fewer than 2³² of either.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}
