//! Places, the links between them, and what is closed when.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc as Shared;

use chrono::NaiveDate;

use super::search::{Arc, Graph, Tree, number, place};
use super::{Barrier, Closure, Link, NetworkError, Route, RouteError};
use crate::measure::Distance;
use crate::place::{CountryCode, Place, PlaceCode};
use crate::time::Certainty;

/// Places, links between them, and closures.
///
/// A link is as long as its road, or, where that is not known, as the geodesic between the seats
/// of its ends; a place without a seat is linked by roads alone. Answers do not depend on the
/// order in which places and links are given, but for which of two links of equal length between the
/// same places a way names: that which was given first.
///
/// ```
/// use corridor::{Barrier, Closure, Distance, Link, Network, Place};
///
/// let (a, b, c) = ("ZZ-A".parse()?, "ZZ-B".parse()?, "ZZ-C".parse()?);
/// let link = |from, to, km| -> Result<Link, corridor::Error> {
///     Ok(Link::new("road".parse()?, from, to)?.with_road(Distance::from_km(km)?))
/// };
/// let network = Network::try_new(
///     [Place::new(a, "A")?, Place::new(b, "B")?, Place::new(c, "C")?],
///     [link(a, b, 10.0)?, link(b, c, 10.0)?, link(a, c, 30.0)?],
/// )?
/// .with_closure(Closure::new(Barrier::Place(b), "2023-12-24".parse()?))?;
///
/// let day = |text: &str| text.parse().map_err(|_| "a day");
/// assert_eq!(network.route(&a, &c, day("2023-12-23")?)?.length(), Distance::from_km(20.0)?);
/// assert_eq!(network.route(&a, &c, day("2023-12-24")?)?.length(), Distance::from_km(30.0)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// By code: a place's number is its rank.
    places: Vec<Place>,
    links: Vec<Link>,
    graph: Graph,
    closures: Vec<Closed>,
    /// What each barrier bars that was ever closed.
    barred: HashMap<Barrier, Shared<[usize]>>,
}

/// A closure, and the arcs that it closes, ascending.
#[derive(Debug, Clone)]
struct Closed {
    closure: Closure,
    arcs: Shared<[usize]>,
}

impl Network {
    /// Of these places and links.
    ///
    /// # Errors
    /// [`NetworkError::PlaceTwice`] for two places of one code; for a link
    /// [`NetworkError::LinkElsewhere`] where it names a place that is not among them,
    /// [`NetworkError::LinkUnmeasured`] where it has no road and one of its ends has no seat, and
    /// [`NetworkError::LinkRoadZero`] where its road is 0 km and its ends are not known to
    /// coincide.
    pub fn try_new(
        places: impl IntoIterator<Item = Place>,
        links: impl IntoIterator<Item = Link>,
    ) -> Result<Self, NetworkError> {
        let mut by_code: Vec<Place> = places.into_iter().collect();
        by_code.sort_by_key(Place::code);
        let twice = by_code
            .iter()
            .zip(by_code.iter().skip(1))
            .find(|(one, other)| one.code() == other.code());
        if let Some((place, _)) = twice {
            let place = place.code();
            return Err(NetworkError::PlaceTwice { place });
        }
        let mut network = Self {
            places: by_code,
            links: links.into_iter().collect(),
            ..Self::default()
        };
        let mut arcs = Vec::with_capacity(2 * network.links.len());
        for (index, link) in network.links.iter().enumerate() {
            let (from, start) = network.end(link, link.from())?;
            let (to, end) = network.end(link, link.to())?;
            let length = length(link, start, end)?;
            let link_number = number(index);
            let arc = Arc {
                from,
                to,
                length,
                link: link_number,
            };
            arcs.push(arc);
            if !link.is_one_way() {
                arcs.push(Arc {
                    from: to,
                    to: from,
                    ..arc
                });
            }
        }
        network.graph = Graph::of(number(network.places.len()), arcs);
        Ok(network)
    }

    fn end(&self, link: &Link, code: PlaceCode) -> Result<(u32, &Place), NetworkError> {
        self.find(code).ok_or_else(|| NetworkError::LinkElsewhere {
            link: Box::new(link.clone()),
            place: code,
        })
    }

    fn find(&self, code: PlaceCode) -> Option<(u32, &Place)> {
        let index = self.places.binary_search_by_key(&code, Place::code).ok()?;
        Some((number(index), self.places.get(index)?))
    }

    fn asked(&self, code: PlaceCode) -> Result<u32, NetworkError> {
        self.find(code)
            .map(|(number, _)| number)
            .ok_or(NetworkError::PlaceUnknown { place: code })
    }

    /// The same network, with one more closure.
    ///
    /// # Errors
    /// [`NetworkError::ClosureElsewhere`] where it names a place that is not there,
    /// [`NetworkError::ClosureOfNoLink`] where no link is between its places,
    /// [`NetworkError::ClosureOfNoBorder`] where its countries are one.
    pub fn with_closure(mut self, closure: Closure) -> Result<Self, NetworkError> {
        let number_of = |code: PlaceCode| {
            self.find(code).map(|(number, _)| number).ok_or_else(|| {
                NetworkError::ClosureElsewhere {
                    closure: Box::new(closure.clone()),
                    place: code,
                }
            })
        };
        let barrier = closure.barrier();
        let arcs = match (self.barred.get(&barrier), barrier) {
            (Some(arcs), _) => Shared::clone(arcs),
            (None, Barrier::Place(code)) => self.graph.arcs_to(number_of(code)?).collect(),
            (None, Barrier::Link(one, other)) => self.between(number_of(one)?, number_of(other)?),
            (None, Barrier::Border(one, other)) if one == other => {
                return Err(NetworkError::ClosureOfNoBorder {
                    closure: Box::new(closure),
                    country: one,
                });
            }
            (None, Barrier::Border(one, other)) => self.across(one, other),
        };
        if arcs.is_empty() && matches!(barrier, Barrier::Link(..)) {
            return Err(NetworkError::ClosureOfNoLink {
                closure: Box::new(closure),
            });
        }
        self.barred.insert(barrier, Shared::clone(&arcs));
        self.closures.push(Closed { closure, arcs });
        Ok(self)
    }

    /// The arcs between two places, ascending.
    fn between(&self, one: u32, other: u32) -> Shared<[usize]> {
        let mut arcs = Vec::new();
        for (from, to) in [(one, other), (other, one)] {
            let leaving = self.graph.arcs_from(from);
            let ends = self.graph.arcs().get(leaving.clone()).unwrap_or_default();
            arcs.extend(
                leaving
                    .zip(ends)
                    .filter(|(_, arc)| arc.to == to)
                    .map(|(arc, _)| arc),
            );
        }
        arcs.sort_unstable();
        arcs.into()
    }

    /// The arcs between two countries, ascending.
    fn across(&self, one: CountryCode, other: CountryCode) -> Shared<[usize]> {
        let country = |node| self.places.get(place(node)).map(Place::country);
        let arcs = self.graph.arcs().iter().enumerate();
        arcs.filter(|(_, arc)| {
            let ends = (country(arc.from), country(arc.to));
            ends == (Some(one), Some(other)) || ends == (Some(other), Some(one))
        })
        .map(|(index, _)| index)
        .collect()
    }

    /// The places, by code.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The links, as given.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The closures, as given.
    pub fn closures(&self) -> impl ExactSizeIterator<Item = &Closure> {
        self.closures.iter().map(|closed| &closed.closure)
    }

    /// The place of that code.
    pub fn get(&self, code: &PlaceCode) -> Option<&Place> {
        self.find(*code).map(|(_, place)| place)
    }

    /// The closures in force on a day as surely as that, with the arcs that they close.
    fn in_force(&self, day: NaiveDate, certainty: Certainty) -> impl Iterator<Item = &Closed> {
        self.closures
            .iter()
            .filter(move |closed| closed.closure.on(day) == certainty)
    }

    /// For each arc whether it is certainly closed; nothing where none is.
    fn closed_on(&self, day: NaiveDate) -> Vec<bool> {
        let mut closed = Vec::new();
        for barred in self.in_force(day, Certainty::Certain) {
            closed.resize(self.graph.arcs().len(), false);
            for &arc in barred.arcs.iter() {
                if let Some(arc) = closed.get_mut(arc) {
                    *arc = true;
                }
            }
        }
        closed
    }

    /// The shortest way that is not certainly closed on that day; what is possibly closed on it
    /// is named beside it. Of ways equally short always the same one is taken.
    ///
    /// # Errors
    /// [`NetworkError::PlaceUnknown`]; [`NetworkError::Unconnected`] where no links lead there;
    /// [`NetworkError::Closed`] where closures stand in every way: it names those on the shortest
    /// way that there would be without any.
    pub fn route(
        &self,
        from: &PlaceCode,
        to: &PlaceCode,
        on: NaiveDate,
    ) -> Result<Way<'_>, NetworkError> {
        let (start, end) = (self.asked(*from)?, self.asked(*to)?);
        let closed = self.closed_on(on);
        let is_open = |arc: usize| !closed.get(arc).is_some_and(|&closed| closed);
        let open = self.graph.search(start, Some(end), None, is_open);
        if let Some(arcs) = self.graph.way(&open, end) {
            return Ok(self.way_over(start, &arcs, on));
        }
        let any = self.graph.search(start, Some(end), None, |_| true);
        let Some(arcs) = self.graph.way(&any, end) else {
            return Err(NetworkError::Unconnected {
                from: *from,
                to: *to,
            });
        };
        let closures = self.on_the_way(&arcs, on, Certainty::Certain);
        Err(NetworkError::Closed {
            from: *from,
            to: *to,
            on,
            closures: closures.cloned().collect(),
        })
    }

    fn on_the_way<'a>(
        &'a self,
        arcs: &[usize],
        day: NaiveDate,
        certainty: Certainty,
    ) -> impl Iterator<Item = &'a Closure> {
        self.in_force(day, certainty)
            .filter(|closed| {
                arcs.iter()
                    .any(|arc| closed.arcs.binary_search(arc).is_ok())
            })
            .map(|closed| &closed.closure)
    }

    fn way_over(&self, start: u32, arcs: &[usize], on: NaiveDate) -> Way<'_> {
        let arcs_on_way = || arcs.iter().filter_map(|&arc| self.graph.arcs().get(arc));
        let stops = std::iter::once(start).chain(arcs_on_way().map(|arc| arc.to));
        Way {
            places: stops
                .filter_map(|node| self.places.get(place(node)))
                .collect(),
            links: arcs_on_way()
                .filter_map(|arc| self.links.get(place(arc.link)))
                .collect(),
            length: arcs_on_way().map(|arc| arc.length).sum(),
            possibly_closed: self.on_the_way(arcs, on, Certainty::Possible).collect(),
        }
    }

    /// Every place whose shortest way that is not certainly closed on that day is no longer than
    /// this, and how long it is: nearest first, then by code; the place itself is the first.
    ///
    /// # Errors
    /// [`NetworkError::PlaceUnknown`].
    pub fn reachable(
        &self,
        from: &PlaceCode,
        within: Distance,
        on: NaiveDate,
    ) -> Result<Vec<(&Place, Distance)>, NetworkError> {
        let start = self.asked(*from)?;
        let closed = self.closed_on(on);
        let is_open = |arc: usize| !closed.get(arc).is_some_and(|&closed| closed);
        let tree: Tree = self.graph.search(start, None, Some(within), is_open);
        Ok(tree
            .settled()
            .filter_map(|(node, distance)| Some((self.places.get(place(node))?, distance)))
            .collect())
    }

    /// The places that links connect, whatever their direction and whatever is closed: each
    /// component by code, the components by the code of their first place.
    pub fn components(&self) -> Vec<Vec<&Place>> {
        let mut roots: Vec<usize> = (0..self.places.len()).collect();
        for arc in self.graph.arcs() {
            let (one, other) = (
                root(&mut roots, place(arc.from)),
                root(&mut roots, place(arc.to)),
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

/// The least node known to be connected, on a path halved on the way (Tarjan & van Leeuwen 1984).
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

/// How long a link is.
fn length(link: &Link, from: &Place, to: &Place) -> Result<Distance, NetworkError> {
    let geodesic = from.distance_to(to);
    match (link.road(), geodesic) {
        (Some(road), geodesic) if road > Distance::ZERO || geodesic == Ok(road) => Ok(road),
        (Some(_), _) => Err(NetworkError::LinkRoadZero {
            link: Box::new(link.clone()),
        }),
        (None, Ok(geodesic)) => Ok(geodesic),
        (None, Err(missing)) => Err(NetworkError::LinkUnmeasured {
            link: Box::new(link.clone()),
            missing,
        }),
    }
}

/// A way through a [`Network`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way<'a> {
    places: Vec<&'a Place>,
    links: Vec<&'a Link>,
    length: Distance,
    possibly_closed: Vec<&'a Closure>,
}

impl<'a> Way<'a> {
    /// The places, from first to last.
    pub fn places(&self) -> &[&'a Place] {
        &self.places
    }

    /// The links, in order: one fewer than places.
    pub fn links(&self) -> &[&'a Link] {
        &self.links
    }

    /// How long it is: of each link by road where that is known, else along the geodesic.
    pub fn length(&self) -> Distance {
        self.length
    }

    /// The closures on it that are possibly in force on the day.
    pub fn possibly_closed(&self) -> &[&'a Closure] {
        &self.possibly_closed
    }

    /// The same way as a [`Route`].
    ///
    /// # Errors
    /// [`RouteError::SeatUnknown`] where it passes a place without a seat,
    /// [`RouteError::TooShort`] where it stays where it is.
    pub fn to_route(&self) -> Result<Route, RouteError> {
        let mut route = Route::through(self.places.iter().copied().cloned())?;
        for (index, link) in self.links.iter().enumerate() {
            if let Some(road) = link.road() {
                route = route.with_road_between(index, index + 1, road)?;
            }
        }
        Ok(route)
    }
}
