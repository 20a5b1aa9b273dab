//! Shortest ways in a directed graph of numbered nodes (Dijkstra 1959, with a binary heap).

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use crate::measure::Distance;
use crate::within::part;

/// An edge from one node to another. There is one for each direction of a link.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) length: Distance,
    pub(super) link: u32,
}

/// The edges, sorted by the node that they start from.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    edges: Vec<Edge>,
    /// The first edge of each node, then the number of edges.
    firsts: Vec<u32>,
    /// The indices of the edges, sorted by the node that they lead to.
    entering: Vec<u32>,
}

/// What a search knows about a node.
#[derive(Debug, Clone, Copy)]
struct Node {
    distance: Distance,
    /// The edge by which it is reached, or `NONE`.
    by: u32,
    settled: bool,
}

const NONE: u32 = u32::MAX;

/// The shortest ways from one node to all nodes that a search has settled, nearest first.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    settled: Vec<u32>,
}

impl Graph {
    /// A graph with that many nodes.
    pub(super) fn of(nodes: u32, mut edges: Vec<Edge>) -> Self {
        edges.sort_by_key(|edge| edge.from);
        let firsts = (0..=nodes)
            .map(|node| number(edges.partition_point(|edge| edge.from < node)))
            .collect();
        let to = |&edge: &u32| edges.get(slot(edge)).map(|edge| edge.to);
        let mut entering: Vec<u32> = (0..number(edges.len())).collect();
        entering.sort_by_key(to);
        Self {
            edges,
            firsts,
            entering,
        }
    }

    pub(super) fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The edges that lead to a node, ascending.
    pub(super) fn edges_to(&self, node: u32) -> impl Iterator<Item = usize> {
        let to = |edge: u32| self.edges.get(slot(edge)).map(|edge| edge.to);
        let start = self.entering.partition_point(|&edge| to(edge) < Some(node));
        let after = self.entering.iter().skip(start).copied();
        after
            .take_while(move |&edge| to(edge) == Some(node))
            .map(slot)
    }

    pub(super) fn edges_from(&self, node: u32) -> Range<usize> {
        match self.firsts.get(slot(node)..slot(node) + 2) {
            Some(&[first, end]) => slot(first)..slot(end),
            _ => 0..0,
        }
    }

    /// Searches outward from a node over open edges, until the node `to` is settled or every node
    /// within a distance is.
    ///
    /// Nodes settle by distance, then by number, and the first way found to a node is kept. So the
    /// choice among equally short ways does not depend on the order of the edges.
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
            match tree.nodes.get_mut(slot(node)) {
                Some(found) if !found.settled => found.settled = true,
                _ => continue,
            }
            tree.settled.push(node);
            if to == Some(node) {
                break;
            }
            let leaving = self.edges_from(node);
            let edges = part(&self.edges, leaving.clone());
            for (index, edge) in leaving.zip(edges) {
                let Some(next) = tree.nodes.get_mut(slot(edge.to)) else {
                    continue;
                };
                let length = distance + edge.length;
                let is_nearer = next.by == NONE || length < next.distance;
                if !next.settled && is_nearer && is_open(index) {
                    next.distance = length;
                    next.by = number(index);
                    heap.push(Reverse((length, edge.to)));
                }
            }
        }
        tree
    }

    /// The edges of the way to a node, in order; `None` if the node was not settled.
    pub(super) fn way(&self, tree: &Tree, to: u32) -> Option<Vec<usize>> {
        tree.nodes.get(slot(to)).filter(|node| node.settled)?;
        let by = |node: u32| tree.nodes.get(slot(node)).map(|node| slot(node.by));
        let mut way = Vec::new();
        let mut at = to;
        while let Some((index, edge)) =
            by(at).and_then(|index| Some((index, self.edges.get(index)?)))
        {
            way.push(index);
            at = edge.from;
        }
        way.reverse();
        Some(way)
    }
}

impl Tree {
    /// The settled nodes and their distances, nearest first.
    pub(super) fn settled(&self) -> impl Iterator<Item = (u32, Distance)> {
        let distance = |node: u32| self.nodes.get(slot(node)).map(|found| found.distance);
        self.settled
            .iter()
            .filter_map(move |&node| Some((node, distance(node)?)))
    }
}

/// The number of a node or edge as an index.
pub(super) fn slot(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// An index as the number of a node or edge; a network has fewer than 2³² of either.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}
