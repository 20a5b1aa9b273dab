//! Any record that the types allow, for properties.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use corridor::*;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

/// A draft with a value that may be left out.
fn with<D, X>(draft: D, value: Option<X>, set: impl FnOnce(D, X) -> D) -> D {
    match value {
        Some(value) => set(draft, value),
        None => draft,
    }
}

pub(crate) fn id() -> impl Strategy<Value = Id> {
    "[a-z0-9_./:é-]{1,20}".prop_map(|text| text.parse().unwrap())
}

pub(crate) fn text() -> impl Strategy<Value = String> {
    "[ -~áñü—\n]{0,40}[!-~]"
}

pub(crate) fn estimate() -> impl Strategy<Value = Estimate> {
    (any::<u64>(), any::<u64>(), any::<u64>(), any::<bool>()).prop_map(|(a, b, c, open)| {
        let mut sorted = [a, b, c];
        sorted.sort_unstable();
        let [low, best, high] = sorted;
        Estimate::try_new(low, best, (!open).then_some(high)).unwrap()
    })
}

pub(crate) fn figure() -> impl Strategy<Value = Figure> {
    (estimate(), option::of(text())).prop_map(|(estimate, words)| match words {
        Some(words) => Figure::new(estimate).with_words(words).unwrap(),
        None => Figure::new(estimate),
    })
}

pub(crate) fn percent() -> impl Strategy<Value = Percent> {
    (vec(0.0..250.0_f64, 3), any::<bool>()).prop_map(|(mut sorted, open)| {
        sorted.sort_by(f64::total_cmp);
        Percent::try_new(sorted[0], sorted[1], (!open).then_some(sorted[2])).unwrap()
    })
}

/// A part with the dimensions of a breakdown.
fn component_of(breakdown: BTreeMap<String, String>) -> BoxedStrategy<Component> {
    let size = (option::of(estimate()), option::of(percent()));
    let part = (size, option::of(text())).prop_map(move |((headcount, percent), words)| {
        let mut breakdown = breakdown.iter();
        let (dimension, value) = breakdown.next().unwrap();
        let draft = Component::of(dimension, value);
        let draft = breakdown.fold(draft, |draft, (dimension, value)| {
            draft.and(dimension, value)
        });
        let is_sized = headcount.is_some() || percent.is_some();
        let draft = match headcount {
            Some(headcount) => draft.headcount(headcount),
            None => with(draft, percent, Draft::<Component>::percent),
        };
        let draft = with(draft, words.filter(|_| is_sized), Draft::<Component>::words);
        draft.build().unwrap()
    });
    part.boxed()
}

pub(crate) fn composition() -> BoxedStrategy<Vec<Component>> {
    let breakdowns = btree_set(btree_map(text(), text(), 1..3), 0..3);
    let parts = breakdowns.prop_flat_map(|breakdowns| {
        let parts = breakdowns.into_iter().map(component_of);
        parts.collect::<Vec<_>>()
    });
    parts.boxed()
}

/// A figure with what it is made of.
pub(crate) fn composed() -> BoxedStrategy<Figure> {
    let composed = (figure(), composition())
        .prop_map(|(figure, composition)| figure.with_composition(composition).unwrap());
    composed.boxed()
}

pub(crate) fn day() -> impl Strategy<Value = NaiveDate> {
    (1..=9999_i32, 1..=365_u32).prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).unwrap())
}

pub(crate) fn when() -> impl Strategy<Value = When> {
    prop_oneof![
        4 => day().prop_map(|day| day.to_string()),
        1 => day().prop_map(|day| format!("{day}~")),
        1 => day().prop_map(|day| day.format("%Y-%m").to_string()),
        1 => (day(), 0..400_u64).prop_filter_map("within the calendar", |(day, days)| {
            let end = day.checked_add_days(chrono::Days::new(days))?;
            (end.to_string().len() == 10).then(|| format!("{day}/{end}"))
        }),
        1 => day().prop_map(|day| format!("{day}/..")),
        1 => day().prop_map(|day| format!("../{day}")),
    ]
    .prop_map(|text| text.parse().unwrap())
}

pub(crate) fn period() -> impl Strategy<Value = Period> {
    (day(), 0..2_000_u64).prop_filter_map("within the calendar", |(first, days)| {
        Period::try_new(first, first.checked_add_days(chrono::Days::new(days))?).ok()
    })
}

pub(crate) fn distance() -> impl Strategy<Value = Distance> {
    (0.0..20_000.0_f64).prop_map(|km| Distance::from_km(km).unwrap())
}

pub(crate) fn distance_range() -> impl Strategy<Value = DistanceRange> {
    (distance(), distance(), distance(), any::<bool>()).prop_map(|(a, b, c, open)| {
        let mut sorted = [a, b, c];
        sorted.sort_unstable();
        let [low, best, high] = sorted;
        DistanceRange::try_new(low, best, (!open).then_some(high)).unwrap()
    })
}

/// How far a true place may be from its seat.
fn within() -> impl Strategy<Value = Distance> {
    (0.001..=500.0_f64).prop_map(|km| Distance::from_km(km).unwrap())
}

fn mode() -> impl Strategy<Value = TravelMode> {
    select(vec![
        TravelMode::Foot,
        TravelMode::Vehicle,
        TravelMode::Train,
        TravelMode::Boat,
        TravelMode::Air,
        TravelMode::Mixed,
        TravelMode::Unknown,
    ])
}

/// A known word or another of its form.
fn cause() -> impl Strategy<Value = Cause> {
    let known = vec![
        Cause::VIOLENCE,
        Cause::DISASTER,
        Cause::POVERTY,
        Cause::POLICY,
    ];
    prop_oneof![
        select(known),
        "[a-z][a-z0-9_]{0,39}".prop_map(|word| word.parse().unwrap())
    ]
}

pub(crate) fn country() -> impl Strategy<Value = CountryCode> {
    select(vec!["MX", "US", "GT", "VE", "XK", "ZZ"]).prop_map(|code| code.parse().unwrap())
}

pub(crate) fn area() -> impl Strategy<Value = Area> {
    select(vec!["MX", "US-TX", "013", "US southwest border"]).prop_map(|area| area.parse().unwrap())
}

pub(crate) fn code() -> impl Strategy<Value = PlaceCode> {
    "(MX|GT|US)[A-Z0-9-]{1,14}".prop_map(|code| code.parse().unwrap())
}

pub(crate) fn place() -> impl Strategy<Value = Place> {
    let kind = select(vec![
        "municipality",
        "locality",
        "border_crossing",
        "camp",
        "conflict_zone",
        "farm",
    ]);
    let seat = option::of((-90.0..=90.0, -180.0..=180.0_f64));
    let name = "[A-Za-zñ ]{0,20}[a-z]";
    let subdivision = option::of(select(vec!["MX-CHP", "US-TX", "GT-SM"]));
    let within = (option::of(country()), subdivision);
    (code(), name, kind, within, seat, option::of(any::<u64>())).prop_map(
        |(code, name, kind, (country, subdivision), seat, population)| {
            let draft = Place::draft(code, name).kind(kind);
            let draft = with(draft, country, Draft::<Place>::country);
            let draft = with(draft, subdivision, Draft::<Place>::subdivision);
            let draft = with(draft, seat, Draft::<Place>::seat);
            with(draft, population, Draft::<Place>::population)
                .build()
                .unwrap()
        },
    )
}

pub(crate) fn source() -> impl Strategy<Value = Source> {
    let kind = select(vec![
        SourceKind::Agency,
        SourceKind::Newspaper,
        SourceKind::Ngo,
        SourceKind::Other,
    ]);
    let reliability = option::of(select(vec!["low", "medium", "high"]));
    let maybe = (option::of(text()), option::of(when()), option::of(id()));
    let maybe = (maybe, reliability);
    (id(), text(), kind, maybe).prop_map(|(id, name, kind, (maybe, reliability))| {
        let (url, published, quotes) = maybe;
        let draft = Source::draft(id, name, kind);
        let draft = with(draft, reliability, Draft::<Source>::reliability);
        let draft = with(draft, url, Draft::<Source>::url);
        let draft = with(draft, published, Draft::<Source>::published);
        with(draft, quotes, Draft::<Source>::quotes)
            .build()
            .unwrap()
    })
}

pub(crate) fn party() -> impl Strategy<Value = Party> {
    let kind = select(vec![
        PartyKind::Person,
        PartyKind::Office,
        PartyKind::Organisation,
        PartyKind::Government,
    ]);
    let of = (option::of(id()), option::of(country()));
    let tenure = (option::of(when()), option::of(when()));
    (id(), text(), kind, of, tenure).prop_map(|(id, name, kind, (of, country), (since, until))| {
        let draft = Party::draft(id, name, kind);
        let draft = with(draft, of, Draft::<Party>::of);
        let draft = with(draft, country, Draft::<Party>::country);
        let draft = with(draft, since, Draft::<Party>::since);
        with(draft, until, Draft::<Party>::until).build().unwrap()
    })
}

pub(crate) fn group() -> impl Strategy<Value = MigrantGroup> {
    let nationalities = (option::of(estimate()), vec(country(), 0..3));
    let areas = (vec(area(), 0..3), vec(area(), 0..3), vec(area(), 0..3));
    let ids = (vec(id(), 0..3), vec(id(), 0..3), option::of(id()));
    let named = (id(), text(), mode(), option::of(cause()));
    (named, nationalities, areas, ids).prop_map(
        |((id, name, mode, cause), (count, countries), areas, (escorts, sources, parent))| {
            let (origins, transit, destinations) = areas;
            let draft = MigrantGroup::draft(id, name)
                .mode(mode)
                .nationalities(countries)
                .origins(origins)
                .transits(transit)
                .destinations(destinations)
                .escorts(escorts)
                .sources(sources);
            let draft = with(draft, cause, Draft::<MigrantGroup>::cause);
            let draft = with(draft, count, Draft::<MigrantGroup>::nationality_count);
            with(draft, parent, Draft::<MigrantGroup>::split_from)
                .build()
                .unwrap()
        },
    )
}

pub(crate) fn link() -> impl Strategy<Value = Link> {
    let ends = (code(), code()).prop_filter("no link to itself", |(from, to)| from != to);
    let road = option::of(distance());
    (id(), ends, road, any::<bool>(), vec(id(), 0..3)).prop_map(
        |(id, (from, to), road, one_way, sources)| {
            let draft = Link::draft(id, from, to).sources(sources);
            let draft = with(draft, road, Draft::<Link>::road);
            let draft = if one_way { draft.one_way() } else { draft };
            draft.build().unwrap()
        },
    )
}

pub(crate) fn part() -> impl Strategy<Value = Part> {
    (id(), option::of(code()), option::of(composed())).prop_map(|(group, place, headcount)| {
        let draft = with(Part::of(group), place, Draft::<Part>::place);
        with(draft, headcount, Draft::<Part>::headcount)
            .build()
            .unwrap()
    })
}

pub(crate) fn delegation() -> impl Strategy<Value = Delegation> {
    let side = prop_oneof![
        country().prop_map(Delegation::of),
        id().prop_map(Delegation::of_party)
    ];
    (side, option::of(id()), vec(id(), 0..3)).prop_map(|(side, head, members)| {
        let draft = side.members(members);
        with(draft, head, Draft::<Delegation>::head)
            .build()
            .unwrap()
    })
}

/// An event of any kind with all that is its own, occurred on this day.
type Begun = BoxedStrategy<Draft<Event>>;

/// Where it happened, and how far from the seat that may be.
type Spot = Option<(PlaceCode, Option<Distance>)>;

fn somewhere() -> impl Strategy<Value = Spot> {
    option::of((code(), option::of(within())))
}

fn at(draft: Draft<Event>, place: Spot) -> Draft<Event> {
    with(draft, place, |draft, (place, within)| {
        with(draft.place(place), within, Draft::<Event>::within)
    })
}

/// How many, and whether an editor goes by it.
type Counted = Option<(Figure, bool)>;

fn counted() -> impl Strategy<Value = Counted> {
    option::of((composed(), any::<bool>()))
}

fn count(draft: Draft<Event>, counted: Counted) -> Draft<Event> {
    with(draft, counted, |draft, (figure, recommended)| {
        let draft = draft.headcount(figure);
        if recommended {
            draft.recommended()
        } else {
            draft
        }
    })
}

/// Departures, arrivals, sightings and halts.
fn movement() -> Begun {
    let place = (code(), option::of(within()), option::of(mode()));
    let at = (id(), when(), id(), place);
    let halt = (option::of(0.0..1e4_f64), option::of(text()));
    let maybe = (counted(), option::of(distance_range()), halt);
    (0..4_u8, at, maybe)
        .prop_map(
            |(kind, (id, on, group, at), (counted, travelled, (hours, purpose)))| {
                let (place, within, mode) = at;
                let draft = match kind {
                    0 => Event::departure(id, on, group, place),
                    1 => Event::arrival(id, on, group, place),
                    2 => Event::sighting(id, on, group, place),
                    _ => Event::halt(id, on, group, place),
                };
                let draft = with(draft, within, Draft::<Event>::within);
                let draft = count(with(draft, mode, Draft::<Event>::mode), counted);
                if kind < 3 {
                    return with(draft, travelled, Draft::<Event>::travelled);
                }
                let draft = with(draft, hours, Draft::<Event>::hours);
                with(draft, purpose, Draft::<Event>::purpose)
            },
        )
        .boxed()
}

/// Splits, merges, joinings and dispersals.
fn division() -> Begun {
    let about = (id(), when(), id());
    let with_whom = (vec(part(), 1..4), vec(id(), 1..4));
    let maybe = (somewhere(), counted());
    (0..4_u8, about, with_whom, maybe)
        .prop_map(
            |(kind, (id, on, group), (parts, members), (place, counted))| {
                let draft = match kind {
                    0 => Event::split(id, on, group).parts(parts),
                    1 => Event::merge(id, on, group).members(members),
                    2 => Event::joining(id, on, group),
                    _ => Event::dispersal(id, on, group),
                };
                count(at(draft, place), counted)
            },
        )
        .boxed()
}

/// People whom an authority stops or takes back, or who go back by themselves.
fn taken() -> Begun {
    let about = (id(), when(), option::of(id()), somewhere(), counted());
    let how = (option::of(mode()), option::of(estimate()), option::of(id()));
    let result = select(vec![
        InterceptionResult::Detained,
        InterceptionResult::Registered,
        InterceptionResult::Released,
        InterceptionResult::TurnedBack,
        InterceptionResult::Transferred,
    ]);
    let basis = select(vec![
        ReturnBasis::Spontaneous,
        ReturnBasis::Assisted,
        ReturnBasis::Forced,
        ReturnBasis::Unknown,
    ]);
    let back = (option::of(code()), option::of(basis), option::of(id()));
    (any::<bool>(), about, how, option::of(result), back)
        .prop_map(|(returns, about, how, result, (to, basis, follows))| {
            let (id, on, group, place, counted) = about;
            let (mode, conveyances, authority) = how;
            // Nobody returns to where they come from.
            let to = to.filter(|to| place.is_none_or(|(from, _)| from != *to));
            let draft = if returns {
                let draft = with(Event::returning(id, on), to, Draft::<Event>::returned_to);
                let draft = with(draft, basis, Draft::<Event>::basis);
                with(draft, follows, Draft::<Event>::follows)
            } else {
                with(Event::interception(id, on), result, Draft::<Event>::result)
            };
            let draft = with(draft, group, Draft::<Event>::group);
            let draft = with(draft, mode, Draft::<Event>::mode);
            let draft = with(draft, conveyances, Draft::<Event>::conveyances);
            let draft = with(draft, authority, Draft::<Event>::authority);
            count(at(draft, place), counted)
        })
        .boxed()
}

fn casualty() -> Begun {
    let about = (
        id(),
        when(),
        option::of(id()),
        somewhere(),
        option::of(mode()),
    );
    let figures = (
        figure(),
        option::of(figure()),
        option::of(figure()),
        option::of(figure()),
    );
    (about, 0..4_u8, figures)
        .prop_map(|((id, on, group, place, mode), which, (sure, a, b, c))| {
            let draft = with(Event::casualty(id, on), group, Draft::<Event>::group);
            let draft = at(with(draft, mode, Draft::<Event>::mode), place);
            let draft = with(draft, a, Draft::<Event>::missing);
            let draft = with(draft, b, Draft::<Event>::injured);
            let draft = with(draft, c, Draft::<Event>::survivors);
            match which {
                0 => draft.dead(sure),
                1 => draft.missing(sure),
                2 => draft.injured(sure),
                _ => draft.survivors(sure),
            }
        })
        .boxed()
}

fn demand() -> Begun {
    let of = (id(), when(), id(), text());
    (of, vec(id(), 0..2), vec(id(), 1..4), option::of(id()))
        .prop_map(|((id, on, by, text), others, to, group)| {
            let draft = Event::demand(id, on, by, text).by_all(others).to_all(to);
            with(draft, group, Draft::<Event>::group)
        })
        .boxed()
}

/// A statement has a text, or a headcount of a group, or both.
fn statement() -> Begun {
    let content = prop_oneof![
        text().prop_map(|text| (None, None, Some(text))),
        (option::of(id()), text()).prop_map(|(group, text)| (group, None, Some(text))),
        (id(), counted(), text(), any::<bool>()).prop_map(|(group, counted, text, says)| {
            let text = (says || counted.is_none()).then_some(text);
            (Some(group), counted, text)
        }),
    ];
    let maybe = (vec(id(), 0..3), vec(id(), 0..3), somewhere());
    (id(), when(), content, maybe)
        .prop_map(|(id, on, (group, counted, text), (by, to, place))| {
            let draft = Event::statement(id, on).to_all(to).by_all(by);
            let draft = with(draft, group, Draft::<Event>::group);
            let draft = with(draft, text, Draft::<Event>::text);
            count(at(draft, place), counted)
        })
        .boxed()
}

fn meeting() -> Begun {
    let level = option::of(select(vec![
        Level::Head,
        Level::Minister,
        Level::Official,
        Level::Technical,
    ]));
    let format = select(vec![
        MeetingFormat::InPerson,
        MeetingFormat::Call,
        MeetingFormat::Video,
    ]);
    let host = (country(), id(), 0..3_u8, format);
    let of = (id(), when(), host, vec(delegation(), 1..4));
    let at = (option::of(text()), option::of(code()));
    let about = (vec(text(), 0..3), vec(text(), 0..3));
    (of, at, level, option::of(when()), about)
        .prop_map(
            |(of, (venue, place), level, convened_on, (topics, outcomes))| {
                let (id, on, (country, party, hosted_by, format), delegations) = of;
                let in_person = format == MeetingFormat::InPerson;
                let venue = venue.filter(|_| in_person);
                let draft = Event::meeting(id, on).format(format);
                let draft = match hosted_by {
                    0 => draft.host_party(party),
                    1 if !in_person => draft,
                    _ => draft.host(country),
                };
                let draft = draft
                    .delegations(delegations)
                    .topics(topics)
                    .outcomes(outcomes);
                let draft = with(draft, venue, Draft::<Event>::venue);
                let draft = with(draft, place, Draft::<Event>::place);
                let draft = with(draft, level, Draft::<Event>::level);
                with(draft, convened_on, Draft::<Event>::convened_on)
            },
        )
        .boxed()
}

fn measure() -> Begun {
    let kind = select(vec![
        MeasureKind::PORT_CLOSURE,
        MeasureKind::PORT_REOPENING,
        MeasureKind::VISA_PROGRAMME,
        MeasureKind::ENFORCEMENT,
        MeasureKind::OTHER,
    ]);
    let kind = prop_oneof![
        kind,
        "[a-z][a-z0-9_]{0,39}".prop_map(|word| word.parse().unwrap())
    ];
    let of = (id(), when(), kind, id(), when());
    let at = (vec(code(), 0..3), option::of((country(), country())));
    let per = option::of(select(vec![Per::Day, Per::Week, Per::Month, Per::Year]));
    let quota = (estimate(), text(), per).prop_map(|(value, unit, per)| {
        let quota = Quota::of(value, unit);
        with(quota, per, Draft::<Quota>::per).build().unwrap()
    });
    let who = (
        option::of(id()),
        option::of(text()),
        option::of(figure()),
        option::of(quota),
    );
    (of, at, option::of(when()), option::of(text()), who)
        .prop_map(
            |((id, on, kind, authority, starts), (places, border), ends, text, who)| {
                let (group, scope, personnel, quota) = who;
                let draft = Event::measure(id, on, kind, authority, starts).area_places(places);
                let draft = with(draft, border, |draft, (one, other)| {
                    draft.border(one, other)
                });
                let draft = with(draft, ends, Draft::<Event>::ends);
                let draft = with(draft, group, Draft::<Event>::group);
                let draft = with(draft, scope, Draft::<Event>::scope);
                let draft = with(draft, personnel, Draft::<Event>::personnel);
                let draft = with(draft, quota, Draft::<Event>::quota);
                with(draft, text, Draft::<Event>::text)
            },
        )
        .boxed()
}

pub(crate) fn event() -> impl Strategy<Value = Event> {
    let begun = prop_oneof![
        4 => movement(),
        4 => division(),
        2 => taken(),
        1 => casualty(),
        1 => demand(),
        2 => statement(),
        1 => meeting(),
        1 => measure(),
    ];
    let status = (0..6_u8, text());
    let schemes = btree_map(text(), text(), 0..3);
    let maybe = (
        option::of(id()),
        option::of(text()),
        option::of(cause()),
        schemes,
    );
    (begun, status, maybe, vec(id(), 0..3)).prop_map(
        |(draft, (status, condition), (claimed_by, note, cause, schemes), sources)| {
            let draft = match status {
                0 => draft.occurred(),
                1 => draft.planned(),
                2 => draft.cancelled(),
                3 => draft.conditional(condition),
                4 => draft.postponed(),
                _ => draft.conditional(condition).without("on"),
            };
            let schemes = schemes.into_iter();
            let draft = schemes.fold(draft.sources(sources), |draft, (scheme, code)| {
                draft.code(scheme, code)
            });
            let draft = with(draft, cause, Draft::<Event>::cause);
            let draft = with(draft, claimed_by, Draft::<Event>::claimed_by);
            with(draft, note, Draft::<Event>::note).build().unwrap()
        },
    )
}

pub(crate) fn key() -> impl Strategy<Value = SeriesKey> {
    let unit = select(vec!["person", "encounter", "household", "tents"]);
    let nature = select(vec![Nature::Stock, Nature::Flow]);
    (
        text(),
        unit,
        nature,
        (area(), option::weighted(0.3, code())),
        btree_map(text(), text(), 0..3),
    )
        .prop_map(|(indicator, unit, nature, (area, place), breakdown)| {
            let draft = match place {
                Some(place) => SeriesKey::at(indicator, unit, nature, place),
                None => SeriesKey::draft(indicator, unit, nature, area),
            };
            let breakdown = breakdown.into_iter();
            let draft = breakdown.fold(draft, |draft, (dimension, value)| {
                draft.breakdown(dimension, value)
            });
            draft.build().unwrap()
        })
}

/// What a statistic of that nature and period says, with what goes with it.
#[derive(Debug, Clone)]
enum Says {
    Value(Figure, Option<Per>),
    Percent(Percent, Option<String>),
    Change(Change),
    Rank(Rank),
}

/// A change on the day before the period's first.
fn change(period: Period) -> BoxedStrategy<Option<Change>> {
    let extent = (option::of(percent()), option::of(estimate()));
    let change = (any::<bool>(), extent).prop_map(move |(up, (percent, by))| {
        let from = period.previous()?;
        let draft = if up {
            Change::up(from)
        } else {
            Change::down(from)
        };
        let draft = match percent {
            Some(percent) => draft.percent(percent),
            None => with(draft, by, Draft::<Change>::by),
        };
        Some(draft.build().unwrap())
    });
    change.boxed()
}

fn rank(period: Period) -> BoxedStrategy<Rank> {
    let rank = (any::<bool>(), any::<bool>()).prop_map(move |(highest, since)| {
        let draft = if highest {
            Rank::highest()
        } else {
            Rank::lowest()
        };
        let draft = with(
            draft,
            since.then_some(period).and_then(Period::previous),
            Draft::<Rank>::since,
        );
        draft.build().unwrap()
    });
    rank.boxed()
}

fn says(nature: Nature, period: Period) -> BoxedStrategy<Says> {
    let per = select(vec![Per::Day, Per::Week, Per::Month, Per::Year]);
    let per =
        option::weighted(0.3, per).prop_map(move |per| per.filter(|_| nature == Nature::Flow));
    let value = (composed(), per).prop_map(|(figure, per)| Says::Value(figure, per));
    let share = (percent(), option::of(text())).prop_map(|(share, of)| Says::Percent(share, of));
    let instead = composed().prop_map(|figure| Says::Value(figure, None));
    let change = (change(period), instead)
        .prop_map(|(change, instead)| change.map_or(instead, Says::Change));
    prop_oneof![4 => value, 1 => share, 1 => change, 1 => rank(period).prop_map(Says::Rank)].boxed()
}

pub(crate) fn statistic() -> BoxedStrategy<Statistic> {
    let statuses = "ABDEFGHIJKLMNOPQSUVW".chars();
    let status = select(statuses.map(|c| c.to_string()).collect::<Vec<_>>())
        .prop_map(|status| status.parse::<ObservationStatus>().unwrap());
    let published = (id(), option::of(day()), vec(id(), 0..3));
    let about = (key(), period()).prop_flat_map(|(key, period)| {
        let says = says(key.nature(), period);
        (Just(key), Just(period), says)
    });
    let maybe = (
        option::of(text()),
        any::<bool>(),
        option::of(cause()),
        btree_map(text(), text(), 0..2),
    );
    let statistic = (id(), about, status, published, maybe).prop_map(
        |(id, (key, period, says), status, (publisher, published, sources), maybe)| {
            let (words, recommended, cause, codes) = maybe;
            let draft = Statistic::draft(id, key.indicator(), period)
                .key(&key)
                .status(status)
                .publisher(publisher)
                .sources(sources);
            let draft = with(draft, published, Draft::<Statistic>::published);
            let draft = with(draft, cause, Draft::<Statistic>::cause);
            let draft = codes
                .iter()
                .fold(draft, |draft, (scheme, code)| draft.code(scheme, code));
            let draft = if recommended {
                draft.recommended()
            } else {
                draft
            };
            if status.is_missing() {
                return draft.build().unwrap();
            }
            let draft = match says {
                Says::Value(figure, per) => with(draft.value(figure), per, Draft::<Statistic>::per),
                Says::Percent(share, of) => with(draft.percent(share), of, Draft::<Statistic>::of),
                Says::Change(change) => draft.change(change),
                Says::Rank(rank) => draft.rank(rank),
            };
            with(draft, words, Draft::<Statistic>::words)
                .build()
                .unwrap()
        },
    );
    statistic.boxed()
}

/// A statistic that says itself when it was published.
fn dated() -> impl Strategy<Value = Statistic> {
    (statistic(), day()).prop_map(|(statistic, day)| match statistic.published() {
        Some(_) => statistic,
        None => statistic.to_draft().published(day).build().unwrap(),
    })
}

/// Any record of any kind.
pub(crate) fn record() -> impl Strategy<Value = Record> {
    prop_oneof![
        1 => source().prop_map(Record::from),
        1 => party().prop_map(Record::from),
        1 => place().prop_map(Record::from),
        1 => group().prop_map(Record::from),
        1 => link().prop_map(Record::from),
        6 => event().prop_map(Record::from),
        1 => dated().prop_map(Record::from),
    ]
}

/// A dossier of these records and, of each that they refer to and that is not there, a stub; the seats
/// are those of the stubs, in turn. None where an id occurs twice, or a record comes from itself.
pub(crate) fn dossier_of(
    title: Option<&str>,
    records: &[Record],
    seats: &[Option<Position>],
) -> Option<Dossier> {
    let draft = Dossier::draft("2023-12-27");
    let draft = with(draft, title, corridor::Draft::title);
    let mut dossier = draft.build().unwrap();
    let mut seats = seats.iter().cycle().copied();
    let mut left = records.to_vec();
    while !left.is_empty() {
        let refused = dossier.extend_leniently(left);
        let mut stubs = std::collections::BTreeMap::new();
        for (_, error) in &refused {
            // `place: event e1: place "MX1" is not in the dossier`
            let text = error.to_string();
            let (missing, id) = text
                .strip_suffix("\" is not in the dossier")?
                .rsplit_once(" \"")?;
            let what = missing.rsplit_once(": ")?.1.to_owned();
            let kind = if what == "interception" {
                "event"
            } else {
                &what
            };
            let is_there = |record: &Record| (record.kind().as_str(), record.id()) == (kind, id);
            if records.iter().any(is_there) {
                continue;
            }
            let stub: Result<Record, _> = match what.as_str() {
                "source" => Source::draft(id, "a stub", SourceKind::Other).try_into(),
                "party" => Party::draft(id, "a stub", PartyKind::Person).try_into(),
                "group" => MigrantGroup::draft(id, "a stub").try_into(),
                "interception" => Event::interception(id, "2023-12-27").try_into(),
                _ => with(
                    Place::draft(id, "a stub"),
                    seats.next().flatten(),
                    Draft::<Place>::seat,
                )
                .try_into(),
            };
            stubs.insert((what, id.to_owned()), stub.unwrap());
        }
        if stubs.is_empty() && !refused.is_empty() {
            return None;
        }
        dossier.extend(stubs.into_values()).unwrap();
        left = refused.into_iter().map(|(record, _)| record).collect();
    }
    Some(dossier)
}

pub(crate) fn dossier() -> impl Strategy<Value = Dossier> {
    let seat = option::of((-90.0..=90.0, -180.0..=180.0_f64));
    let seat = seat.prop_map(|seat| Some(Position::try_from(seat?).unwrap()));
    (option::of(text()), vec(record(), 0..12), vec(seat, 4)).prop_filter_map(
        "ids are unique, and nothing comes from itself",
        |(title, records, seats)| dossier_of(title.as_deref(), &records, &seats),
    )
}
