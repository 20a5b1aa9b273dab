//! Any record that the types allow, for properties.

use chrono::NaiveDate;
use corridor::*;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(crate) fn id() -> impl Strategy<Value = Id> {
    "[a-z0-9_./:é-]{1,20}".prop_map(|text| text.parse().unwrap())
}

pub(crate) fn text() -> impl Strategy<Value = Text> {
    "[ -~áñü—\n]{0,40}[!-~]".prop_map(|text| text.parse().unwrap())
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
        Some(words) => Figure::new(estimate).with_words(words),
        None => Figure::new(estimate),
    })
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
    (
        code(),
        "[A-Za-zñ ]{0,20}[a-z]",
        kind,
        seat,
        option::of(any::<u64>()),
    )
        .prop_map(|(code, name, kind, seat, population)| {
            let mut place = Place::new(code, name)
                .unwrap()
                .with_kind(kind.parse().unwrap());
            if let Some((lat, lon)) = seat {
                place = place.with_seat(Position::try_new(lat, lon).unwrap());
            }
            if let Some(population) = population {
                place = place.with_population(population);
            }
            place
        })
}

pub(crate) fn source() -> impl Strategy<Value = Source> {
    let kind = select(vec![
        SourceKind::Agency,
        SourceKind::Newspaper,
        SourceKind::Ngo,
        SourceKind::Other,
    ]);
    (
        id(),
        text(),
        kind,
        option::of(text()),
        option::of(when()),
        option::of(id()),
    )
        .prop_map(|(id, name, kind, url, published, quotes)| {
            let mut source = Source::new(id, name, kind);
            if let Some(url) = url {
                source = source.with_url(url);
            }
            if let Some(published) = published {
                source = source.with_published(published);
            }
            if let Some(quotes) = quotes {
                source = source.with_quotes(quotes);
            }
            source
        })
}

pub(crate) fn party() -> impl Strategy<Value = Party> {
    let kind = select(vec![
        PartyKind::Person,
        PartyKind::Office,
        PartyKind::Organisation,
        PartyKind::Government,
    ]);
    let tenure = (option::of(when()), option::of(when()));
    (
        id(),
        text(),
        kind,
        option::of(id()),
        option::of(country()),
        tenure,
    )
        .prop_map(|(id, name, kind, of, country, (since, until))| {
            let mut party = Party::new(id, name, kind).with_tenure(since, until);
            if let Some(of) = of {
                party = party.with_of(of);
            }
            if let Some(country) = country {
                party = party.with_country(country);
            }
            party
        })
}

pub(crate) fn group() -> impl Strategy<Value = MigrantGroup> {
    let mode = select(vec![
        TravelMode::Foot,
        TravelMode::Vehicle,
        TravelMode::Mixed,
        TravelMode::Unknown,
    ]);
    let nationalities = option::of((estimate(), vec(country(), 0..3)));
    let areas = (vec(area(), 0..3), vec(area(), 0..3), vec(area(), 0..3));
    (
        id(),
        text(),
        mode,
        nationalities,
        areas,
        vec(id(), 0..3),
        option::of(id()),
    )
        .prop_map(
            |(id, name, mode, nationalities, (origins, transit, destination), ids, parent)| {
                let mut group = MigrantGroup::new(id, name, mode)
                    .with_origins(origins)
                    .with_transit(transit)
                    .with_destination(destination)
                    .with_escorts(ids.clone())
                    .with_sources(ids);
                if let Some((count, countries)) = nationalities {
                    group = group.with_nationalities(
                        Nationalities::counted(count).with_countries(countries),
                    );
                }
                match parent {
                    Some(parent) => group.with_split_from(parent),
                    None => group,
                }
            },
        )
}

pub(crate) fn link() -> impl Strategy<Value = Link> {
    let ends = (code(), code()).prop_filter("no link to itself", |(from, to)| from != to);
    (
        id(),
        ends,
        option::of(distance()),
        any::<bool>(),
        vec(id(), 0..3),
    )
        .prop_map(|(id, (from, to), road, one_way, sources)| {
            let mut link = Link::new(id, from, to).unwrap().with_sources(sources);
            if let Some(road) = road {
                link = link.with_road(road);
            }
            if one_way { link.one_way() } else { link }
        })
}

fn movement() -> impl Strategy<Value = Movement> {
    (id(), code(), option::of(figure()), option::of(distance())).prop_map(
        |(group, place, headcount, travelled)| {
            let mut movement = Movement::new(group, place);
            if let Some(headcount) = headcount {
                movement = movement.with_headcount(headcount);
            }
            if let Some(travelled) = travelled {
                movement = movement.with_travelled(travelled);
            }
            movement
        },
    )
}

fn part() -> impl Strategy<Value = Part> {
    (id(), option::of(code()), option::of(figure())).prop_map(|(group, place, headcount)| {
        let mut part = Part::new(group);
        if let Some(place) = place {
            part = part.with_place(place);
        }
        if let Some(headcount) = headcount {
            part = part.with_headcount(headcount);
        }
        part
    })
}

fn meeting() -> impl Strategy<Value = Meeting> {
    let delegation =
        (country(), option::of(id()), vec(id(), 0..3)).prop_map(|(country, head, members)| {
            let delegation = Delegation::new(country).with_members(members);
            match head {
                Some(head) => delegation.with_head(head),
                None => delegation,
            }
        });
    let level = option::of(select(vec![
        Level::Head,
        Level::Minister,
        Level::Official,
        Level::Technical,
    ]));
    (
        country(),
        vec(delegation, 1..4),
        option::of(text()),
        option::of(code()),
        level,
        option::of(when()),
        vec(text(), 0..3),
    )
        .prop_map(
            |(host, delegations, venue, place, level, convened_on, topics)| {
                let mut meeting = Meeting::try_new(host, delegations)
                    .unwrap()
                    .with_topics(topics.clone())
                    .with_outcomes(topics);
                if let Some(venue) = venue {
                    meeting = meeting.with_venue(venue);
                }
                if let Some(place) = place {
                    meeting = meeting.with_place(place);
                }
                if let Some(level) = level {
                    meeting = meeting.with_level(level);
                }
                if let Some(when) = convened_on {
                    meeting = meeting.with_convened_on(when);
                }
                meeting
            },
        )
}

fn measure() -> impl Strategy<Value = Measure> {
    let kind = select(vec![
        MeasureKind::PortClosure,
        MeasureKind::PortReopening,
        MeasureKind::VisaProgramme,
        MeasureKind::Enforcement,
        MeasureKind::Other,
    ]);
    let border = option::of((country(), country()));
    (
        kind,
        id(),
        when(),
        vec(code(), 0..3),
        border,
        option::of(when()),
        option::of(text()),
    )
        .prop_map(|(kind, authority, starts, places, border, ends, text)| {
            let mut measure = Measure::new(kind, authority, starts).with_places(places);
            if let Some((one, other)) = border {
                measure = measure.with_border(one, other);
            }
            if let Some(ends) = ends {
                measure = measure.with_ends(ends);
            }
            match text {
                Some(text) => measure.with_text(text),
                None => measure,
            }
        })
}

pub(crate) fn kind() -> impl Strategy<Value = EventKind> {
    let halt = (movement(), option::of(0.0..1e4_f64), option::of(text())).prop_map(
        |(at, hours, purpose)| {
            let mut halt = Halt::new(at.group().clone(), at.place());
            if let Some(hours) = hours {
                halt = halt.with_hours(hours).unwrap();
            }
            match purpose {
                Some(purpose) => halt.with_purpose(purpose),
                None => halt,
            }
        },
    );
    let split = (
        id(),
        vec(part(), 1..4),
        option::of(code()),
        option::of(figure()),
    )
        .prop_map(|(group, parts, place, headcount)| {
            let mut split = Split::try_new(group, parts).unwrap();
            if let Some(place) = place {
                split = split.with_place(place);
            }
            match headcount {
                Some(headcount) => split.with_headcount(headcount),
                None => split,
            }
        });
    let merge = (id(), vec(id(), 1..4), option::of(code())).prop_map(|(group, groups, place)| {
        let merge = Merge::try_new(group, groups).unwrap();
        match place {
            Some(place) => merge.with_place(place),
            None => merge,
        }
    });
    let demand = (id(), id(), vec(id(), 0..3), text(), option::of(id())).prop_map(
        |(by, first, others, text, group)| {
            let demand = Demand::new(by, first, others, text);
            match group {
                Some(group) => demand.with_group(group),
                None => demand,
            }
        },
    );
    let counting = (id(), figure(), option::of(text())).prop_map(|(group, figure, text)| {
        let statement = Statement::counting(group, figure);
        match text {
            Some(text) => statement.with_text(text),
            None => statement,
        }
    });
    let saying = (
        text(),
        option::of(id()),
        option::of(id()),
        vec(id(), 0..3),
        option::of(code()),
    )
        .prop_map(|(text, by, group, to, place)| {
            let mut statement = Statement::saying(text).with_to(to);
            if let Some(by) = by {
                statement = statement.with_by(by);
            }
            if let Some(group) = group {
                statement = statement.with_group(group);
            }
            match place {
                Some(place) => statement.with_place(place),
                None => statement,
            }
        });
    prop_oneof![
        movement().prop_map(EventKind::Departure),
        movement().prop_map(EventKind::Arrival),
        movement().prop_map(EventKind::Sighting),
        halt.prop_map(EventKind::Halt),
        split.prop_map(EventKind::Split),
        merge.prop_map(EventKind::Merge),
        part().prop_map(EventKind::Joining),
        part().prop_map(EventKind::Return),
        part().prop_map(EventKind::Dispersal),
        demand.prop_map(EventKind::Demand),
        counting.prop_map(EventKind::Statement),
        saying.prop_map(EventKind::Statement),
        meeting().prop_map(EventKind::Meeting),
        measure().prop_map(EventKind::Measure),
    ]
}

pub(crate) fn event() -> impl Strategy<Value = Event> {
    let status = (0..4_u8, when(), option::of(when()), text());
    (
        id(),
        status,
        kind(),
        option::of(id()),
        option::of(text()),
        vec(id(), 0..3),
    )
        .prop_map(
            |(id, (status, on, maybe, condition), kind, claimed_by, note, sources)| {
                let mut event = match status {
                    0 => Event::occurred(id, on, kind),
                    1 => Event::planned(id, on, kind),
                    2 => Event::cancelled(id, on, kind),
                    _ => Event::conditional(id, condition, maybe, kind),
                }
                .with_sources(sources);
                if let Some(party) = claimed_by {
                    event = event.with_claimed_by(party);
                }
                match note {
                    Some(note) => event.with_note(note),
                    None => event,
                }
            },
        )
}

pub(crate) fn key() -> impl Strategy<Value = SeriesKey> {
    let unit = select(vec!["person", "encounter", "household", "tents"]);
    (
        text(),
        unit,
        any::<bool>(),
        area(),
        btree_map(text(), text(), 0..3),
    )
        .prop_map(|(indicator, unit, stock, area, breakdown)| {
            let nature = if stock { Nature::Stock } else { Nature::Flow };
            let key = SeriesKey::new(indicator, unit.parse().unwrap(), nature, area);
            breakdown.into_iter().fold(key, |key, (dimension, value)| {
                key.with_breakdown(dimension, value)
            })
        })
}

pub(crate) fn statistic() -> impl Strategy<Value = Statistic> {
    let statuses = "ABDEFGHIJKLMNOPQSUVW"
        .chars()
        .map(|c| c.to_string())
        .collect::<Vec<_>>();
    (
        id(),
        key(),
        period(),
        select(statuses),
        figure(),
        id(),
        day(),
        vec(id(), 0..3),
    )
        .prop_map(
            |(id, key, period, status, figure, publisher, published, sources)| {
                let status: ObservationStatus = status.parse().unwrap();
                if status.is_missing() {
                    Statistic::missing(id, key, period, status, publisher, published)
                } else {
                    Statistic::new(id, key, period, figure, publisher, published)
                        .with_status(status)
                }
                .unwrap()
                .with_sources(sources)
            },
        )
}
