//! Places, the links between them, and closures.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::closure::Barrier;
use super::search::{Edge, Graph, Tree, number, slot};
use super::{Closure, Link, NetworkError, Route};
use crate::error::{Error, given};
use crate::measure::Distance;
use crate::place::{CountryCode, Place, PlaceCode};
use crate::time::Certainty;
use crate::within::part;

/// Places, the links between them, and closures: finds the shortest open way on a day.
///
/// A link is as long as its road or, if that is not known, as the geodesic between the seats of its
/// ends. A place without a seat can be linked only by links with a road. Answers do not depend on
/// the order in which places and links are added.
///
/// It serialises as [`docs::answers`](crate::docs::answers) shows.
///
/// ```
/// use corridor::{Closure, Link, Network, Place, PlaceCode};
///
/// let mut network = Network::new();
/// for (code, lon) in [("ZZ-A", 0.0), ("ZZ-B", 0.05), ("ZZ-C", 0.1)] {
///     network.add_place(Place::draft(code, code).seat((0.0, lon)).build()?)?;
/// }
/// for (from, to, road) in [("ZZ-A", "ZZ-B", "10 km"), ("ZZ-B", "ZZ-C", "10 km"), ("ZZ-A", "ZZ-C", "30 km")] {
///     network.add_link(Link::draft(format!("{from}-{to}"), from, to).road(road).build()?)?;
/// }
/// network.add_closure(Closure::of_place("ZZ-B", "2023-12-24"))?;
///
/// let (a, c): (PlaceCode, PlaceCode) = ("ZZ-A".parse()?, "ZZ-C".parse()?);
/// assert_eq!(network.route(a, c, "2023-12-23".parse()?)?.length().to_string(), "20 km");
/// assert_eq!(network.route(a, c, "2023-12-24".parse()?)?.length().to_string(), "30 km");
/// # Ok::<(), corridor::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// Sorted by code: a place's number is its index.
    places: Vec<Place>,
    links: Vec<Link>,
    closures: Vec<Closure>,
    /// Computed at the first query after a place or a link was added.
    joined: OnceLock<Joined>,
}

/// The links as a graph, with the edges that each closure closes.
#[derive(Debug, Clone)]
struct Joined {
    graph: Graph,
    /// The edges that each barrier of a closure closes.
    barred: HashMap<Barrier, Arc<[usize]>>,
    /// The edges that each closure closes, ascending.
    closed: Vec<Arc<[usize]>>,
}

impl Network {
    /// An empty network.
    pub fn new() -> Self {
        Self::default()
    }

    /// A network of these places and links, in any order.
    ///
    /// # Errors
    /// Those of [`add_place`](Self::add_place) and [`add_link`](Self::add_link).
    pub fn try_new(
        places: impl IntoIterator<Item = Place>,
        links: impl IntoIterator<Item = Link>,
    ) -> Result<Self, Error> {
        let mut places: Vec<Place> = places.into_iter().collect();
        places.sort_by_key(Place::code);
        let mut network = Self::new();
        for place in places {
            network.add_place(place)?;
        }
        for link in links {
            network.add_link(link)?;
        }
        Ok(network)
    }

    /// Adds a place.
    ///
    /// # Errors
    /// [`Code::PlaceDuplicate`](crate::Code::PlaceDuplicate) if the network has a place with that
    /// code.
    pub fn add_place(
        &mut self,
        place: impl TryInto<Place, Error: Into<Error>>,
    ) -> Result<(), Error> {
        let place = given(place)?;
        let code = place.code();
        match self.places.binary_search_by_key(&code, Place::code) {
            Ok(_) => Err(NetworkError::PlaceTwice { place: code }.into()),
            Err(rank) => {
                self.places.insert(rank, place);
                self.joined.take();
                Ok(())
            }
        }
    }

    /// Adds a link between two places of the network.
    ///
    /// # Errors
    /// [`Code::LinkInvalid`](crate::Code::LinkInvalid) if the network lacks a place that it names,
    /// [`Code::SeatUnknown`](crate::Code::SeatUnknown) if it has no road and one of its ends has no
    /// seat, and [`Code::RoadInvalid`](crate::Code::RoadInvalid) if its road is 0 km and its ends
    /// are not known to coincide.
    pub fn add_link(&mut self, link: impl TryInto<Link, Error: Into<Error>>) -> Result<(), Error> {
        let link = given(link)?;
        self.measured(&link)?;
        self.links.push(link);
        self.joined.take();
        Ok(())
    }

    /// The numbers of a link's two places, and its length.
    fn measured(&self, link: &Link) -> Result<(u32, u32, Distance), Error> {
        let end = |code| {
            self.find(code).ok_or_else(|| NetworkError::LinkElsewhere {
                link: Box::new(link.clone()),
                place: code,
            })
        };
        let ((from, start), (to, end)) = (end(link.from())?, end(link.to())?);
        Ok((from, to, length(link, start, end)?))
    }

    /// Adds a closure of a place of the network, of the links between two places, or of a border.
    ///
    /// # Errors
    /// [`Code::ClosureInvalid`](crate::Code::ClosureInvalid) if the network lacks a place that it
    /// names, no link joins its two places, or its two countries are the same.
    pub fn add_closure(
        &mut self,
        closure: impl TryInto<Closure, Error: Into<Error>>,
    ) -> Result<(), Error> {
        let closure = given(closure)?;
        let barrier = closure.barrier();
        let ends = match barrier {
            Barrier::Place(place) => [Some(place), None],
            Barrier::Link(one, other) => [Some(one), Some(other)],
            Barrier::Border(..) => [None, None],
        };
        if let Some(place) = (ends.into_iter().flatten()).find(|&code| self.find(code).is_none()) {
            return Err(NetworkError::ClosureElsewhere {
                closure: Box::new(closure),
                place,
            }
            .into());
        }
        let known = self.joined().barred.get(&barrier).map(Arc::clone);
        let edges = known.unwrap_or_else(|| self.barred_by(&self.joined().graph, barrier));
        if edges.is_empty() && matches!(barrier, Barrier::Link(..)) {
            return Err(NetworkError::ClosureOfNoLink {
                closure: Box::new(closure),
            }
            .into());
        }
        if let Some(joined) = self.joined.get_mut() {
            joined.barred.insert(barrier, Arc::clone(&edges));
            joined.closed.push(edges);
        }
        self.closures.push(closure);
        Ok(())
    }

    fn joined(&self) -> &Joined {
        self.joined.get_or_init(|| {
            let mut edges = Vec::with_capacity(2 * self.links.len());
            for (index, link) in self.links.iter().enumerate() {
                let Ok((from, to, length)) = self.measured(link) else {
                    debug_assert!(false, "{link} was measured when it was added");
                    continue;
                };
                let edge = Edge {
                    from,
                    to,
                    length,
                    link: number(index),
                };
                edges.push(edge);
                if !link.is_one_way() {
                    edges.push(Edge {
                        from: to,
                        to: from,
                        ..edge
                    });
                }
            }
            let graph = Graph::of(number(self.places.len()), edges);
            let mut barred: HashMap<Barrier, Arc<[usize]>> = HashMap::new();
            let closed = self.closures.iter().map(Closure::barrier).map(|barrier| {
                let edges = barred.entry(barrier);
                Arc::clone(edges.or_insert_with(|| self.barred_by(&graph, barrier)))
            });
            let closed = closed.collect();
            Joined {
                graph,
                barred,
                closed,
            }
        })
    }

    /// The edges that a barrier closes, ascending.
    fn barred_by(&self, graph: &Graph, barrier: Barrier) -> Arc<[usize]> {
        let node = |code| self.find(code).map(|(node, _)| node);
        match barrier {
            Barrier::Place(code) => node(code)
                .map(|node| graph.edges_to(node).collect())
                .unwrap_or_default(),
            Barrier::Link(one, other) => node(one)
                .zip(node(other))
                .map(|(one, other)| between(graph, one, other))
                .unwrap_or_default(),
            Barrier::Border(one, other) => self.across(graph, one, other),
        }
    }

    /// The edges between two countries, ascending.
    fn across(&self, graph: &Graph, one: CountryCode, other: CountryCode) -> Arc<[usize]> {
        let country = |node| self.places.get(slot(node)).map(Place::country);
        let edges = graph.edges().iter().enumerate();
        edges
            .filter(|(_, edge)| {
                let ends = (country(edge.from), country(edge.to));
                ends == (Some(one), Some(other)) || ends == (Some(other), Some(one))
            })
            .map(|(index, _)| index)
            .collect()
    }

    fn find(&self, code: PlaceCode) -> Option<(u32, &Place)> {
        let index = self.places.binary_search_by_key(&code, Place::code).ok()?;
        Some((number(index), self.places.get(index)?))
    }

    fn asked(&self, code: PlaceCode) -> Result<u32, Error> {
        self.find(code)
            .map(|(number, _)| number)
            .ok_or_else(|| NetworkError::PlaceUnknown { place: code }.into())
    }

    /// The places, by code.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The links, in the order they were added.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The closures, in the order they were added.
    pub fn closures(&self) -> &[Closure] {
        &self.closures
    }

    /// The place with that code.
    pub fn place(&self, code: impl AsRef<str>) -> Option<&Place> {
        let code = PlaceCode::from_ascii(code.as_ref().as_bytes())?;
        self.find(code).map(|(_, place)| place)
    }

    /// The closures in force on a day with this certainty, and the edges that they close.
    fn in_force(
        &self,
        day: NaiveDate,
        certainty: Certainty,
    ) -> impl Iterator<Item = (&Closure, &Arc<[usize]>)> {
        let closures = self.closures.iter().zip(&self.joined().closed);
        closures.filter(move |(closure, _)| closure.in_force(day) == certainty)
    }

    /// For each edge, whether it is certainly closed; empty if none is.
    fn closed_on(&self, day: NaiveDate) -> Vec<bool> {
        let mut closed = Vec::new();
        for (_, edges) in self.in_force(day, Certainty::Certain) {
            closed.resize(self.joined().graph.edges().len(), false);
            for &edge in edges.iter() {
                if let Some(edge) = closed.get_mut(edge) {
                    *edge = true;
                }
            }
        }
        closed
    }

    /// The shortest route that is not certainly closed on that day;
    /// [`closures_on`](Self::closures_on) lists the closures that may be in force on it. Of equally
    /// short routes, always the same one is chosen.
    ///
    /// # Errors
    /// [`Code::PlaceNotFound`](crate::Code::PlaceNotFound);
    /// [`Code::RouteUnconnected`](crate::Code::RouteUnconnected) if no links lead there;
    /// [`Code::RouteClosed`](crate::Code::RouteClosed) if every way is closed: the error names the
    /// closures on the way that would be shortest without closures;
    /// [`Code::SeatUnknown`](crate::Code::SeatUnknown) if it passes a place without a seat;
    /// [`Code::RouteTooShort`](crate::Code::RouteTooShort) if both places are the same.
    pub fn route(
        &self,
        from: impl TryInto<PlaceCode, Error: Into<Error>>,
        to: impl TryInto<PlaceCode, Error: Into<Error>>,
        day: NaiveDate,
    ) -> Result<Route, Error> {
        let from = given(from)?;
        let to = given(to)?;
        self.way(from, to, day)?.to_route()
    }

    /// The length of the shortest way that is not certainly closed on that day. It may pass through
    /// places without seats; from a place to itself it is 0.
    ///
    /// # Errors
    /// As for [`route`](Self::route), except that no seat is needed and both places may be the
    /// same.
    pub fn distance(
        &self,
        from: impl TryInto<PlaceCode, Error: Into<Error>>,
        to: impl TryInto<PlaceCode, Error: Into<Error>>,
        day: NaiveDate,
    ) -> Result<Distance, Error> {
        let from = given(from)?;
        let to = given(to)?;
        Ok(self.way(from, to, day)?.length)
    }

    pub(crate) fn way(
        &self,
        from: PlaceCode,
        to: PlaceCode,
        day: NaiveDate,
    ) -> Result<Way<'_>, Error> {
        let (start, end) = (self.asked(from)?, self.asked(to)?);
        let graph = &self.joined().graph;
        let closed = self.closed_on(day);
        let is_open = |edge: usize| !closed.get(edge).is_some_and(|&closed| closed);
        let open = graph.search(start, Some(end), None, is_open);
        if let Some(edges) = graph.way(&open, end) {
            return Ok(self.way_over(start, &edges));
        }
        let any = graph.search(start, Some(end), None, |_| true);
        let Some(edges) = graph.way(&any, end) else {
            return Err(NetworkError::Unconnected { from, to }.into());
        };
        let barred = self.in_force(day, Certainty::Certain);
        let barred = barred
            .filter(|(_, closed)| edges.iter().any(|edge| closed.binary_search(edge).is_ok()));
        Err(NetworkError::Closed {
            from,
            to,
            on: day,
            closures: barred.map(|(closure, _)| closure.clone()).collect(),
        }
        .into())
    }

    fn way_over(&self, start: u32, edges: &[usize]) -> Way<'_> {
        let graph = &self.joined().graph;
        let edges = || edges.iter().filter_map(|&edge| graph.edges().get(edge));
        let stops = std::iter::once(start).chain(edges().map(|edge| edge.to));
        Way {
            places: stops
                .filter_map(|node| self.places.get(slot(node)))
                .collect(),
            links: edges()
                .filter_map(|edge| self.links.get(slot(edge.link)))
                .collect(),
            length: edges().map(|edge| edge.length).sum(),
        }
    }

    /// The closures on the route that may be in force on that day, and how certainly, in the order
    /// in which they were added.
    ///
    /// A closed place counts if a leg leads to it, a closed link if a leg has the same ends, and a
    /// closed border if a leg crosses it.
    pub fn closures_on<'n>(
        &'n self,
        route: &Route,
        day: NaiveDate,
    ) -> impl Iterator<Item = (&'n Closure, Certainty)> {
        let possible = self.closures.iter().filter_map(move |closure| {
            let certainty = closure.in_force(day);
            certainty.is_possible().then_some((closure, certainty))
        });
        possible.filter(|(closure, _)| {
            let mut legs = route.legs();
            legs.any(|leg| closure.is_between(leg.from(), leg.to()))
        })
    }

    /// Every place within this distance along ways that are not certainly closed on that day, with
    /// its distance: nearest first, then by code. The starting place is included.
    ///
    /// # Errors
    /// [`Code::PlaceNotFound`](crate::Code::PlaceNotFound).
    pub fn reachable(
        &self,
        from: impl TryInto<PlaceCode, Error: Into<Error>>,
        within: impl TryInto<Distance, Error: Into<Error>>,
        day: NaiveDate,
    ) -> Result<Vec<(&Place, Distance)>, Error> {
        let start = self.asked(given(from)?)?;
        let within = given(within)?;
        let closed = self.closed_on(day);
        let is_open = |edge: usize| !closed.get(edge).is_some_and(|&closed| closed);
        let tree: Tree = (self.joined().graph).search(start, None, Some(within), is_open);
        Ok(tree
            .settled()
            .filter_map(|(node, distance)| Some((self.places.get(slot(node))?, distance)))
            .collect())
    }

    /// The groups of places that links connect, ignoring directions and closures. Each group is
    /// sorted by code, and the groups by the code of their first place.
    pub fn components(&self) -> Vec<Vec<&Place>> {
        let mut roots: Vec<usize> = (0..self.places.len()).collect();
        for edge in self.joined().graph.edges() {
            let (one, other) = (
                root(&mut roots, slot(edge.from)),
                root(&mut roots, slot(edge.to)),
            );
            if let Some(parent) = roots.get_mut(one.max(other)) {
                *parent = one.min(other);
            }
        }
        let mut components: BTreeMap<usize, Vec<&Place>> = BTreeMap::new();
        for (index, place) in self.places.iter().enumerate() {
            components
                .entry(root(&mut roots, index))
                .or_default()
                .push(place);
        }
        components.into_values().collect()
    }
}

/// The edges between two places, ascending.
fn between(graph: &Graph, one: u32, other: u32) -> Arc<[usize]> {
    let mut edges = Vec::new();
    for (from, to) in [(one, other), (other, one)] {
        let leaving = graph.edges_from(from);
        let ends = part(graph.edges(), leaving.clone());
        let there = leaving.zip(ends).filter(|(_, edge)| edge.to == to);
        edges.extend(there.map(|(index, _)| index));
    }
    edges.sort_unstable();
    edges.into()
}

/// The root of a node's component, with path halving (Tarjan & van Leeuwen 1984).
fn root(parents: &mut [usize], mut node: usize) -> usize {
    while let Some(&parent) = parents.get(node)
        && parent != node
    {
        let above = parents.get(parent).copied().unwrap_or(parent);
        if let Some(slot) = parents.get_mut(node) {
            *slot = above;
        }
        node = above;
    }
    node
}

/// The length of a link.
fn length(link: &Link, from: &Place, to: &Place) -> Result<Distance, Error> {
    let geodesic = from.geodesic_to(to);
    match (link.road(), geodesic) {
        (Some(road), geodesic) if road > Distance::ZERO || geodesic == Ok(road) => Ok(road),
        (Some(_), _) => Err(NetworkError::LinkRoadZero {
            link: Box::new(link.clone()),
        }
        .into()),
        (None, Ok(geodesic)) => Ok(geodesic),
        (None, Err(missing)) => Err(NetworkError::LinkUnmeasured {
            link: Box::new(link.clone()),
            missing,
        }
        .into()),
    }
}

/// A way through a [`Network`]. It may pass through places without seats.
#[derive(Debug)]
pub(crate) struct Way<'n> {
    /// In order, from first to last.
    pub(crate) places: Vec<&'n Place>,
    /// One fewer than places.
    pub(crate) links: Vec<&'n Link>,
    /// The sum over the links: by road if known, else along the geodesic.
    pub(crate) length: Distance,
}

impl Way<'_> {
    fn to_route(&self) -> Result<Route, Error> {
        let roads = self.links.iter().map(|link| link.road());
        Route::along(self.places.iter().copied().cloned(), roads)
    }
}

impl Serialize for Network {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let places: Vec<PlaceCode> = self.places.iter().map(Place::code).collect();
        let mut network = serializer.serialize_struct("Network", 3)?;
        network.serialize_field("places", &places)?;
        network.serialize_field("links", &self.links)?;
        network.serialize_field("closures", &self.closures)?;
        network.end()
    }
}
