//! Tables of flows: counted in any way they are one table, and what is asked of them adds up.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};

use chrono::NaiveDate;
use corridor::analysis::NetFlow;
use corridor::*;
use proptest::collection::vec;
use proptest::prelude::*;

fn place(index: u32) -> PlaceCode {
    let country = ["MX", "GT", "ZZ"][index as usize % 3];
    format!("{country}-L{index}").parse().unwrap()
}

fn month(month: u32) -> Period {
    Period::month(2023, month).unwrap()
}

fn exactly(people: u64) -> Estimate {
    Estimate::exactly(people)
}

/// Few places, so that flows meet; figures of any kind, none so great that a few overflow.
fn flow() -> impl Strategy<Value = Flow> {
    let people = prop_oneof![
        4 => (0..100_u64).prop_map(Estimate::exactly),
        1 => (0..100_u64).prop_map(Estimate::about),
        1 => (0..100_u64).prop_map(Estimate::at_least),
        1 => (0..100_u64, any::<u64>()).prop_map(|(low, more)| {
            Estimate::try_new(low, low, Some(low.saturating_add(more))).unwrap()
        }),
    ];
    (0..7_u32, 0..7_u32, 1..4_u32, people)
        .prop_map(|(from, to, when, people)| Flow::new(place(from), place(to), month(when), people))
}

fn flows() -> impl Strategy<Value = Vec<Flow>> {
    vec(flow(), 0..60)
}

fn extended(flows: &[Flow]) -> FlowTable {
    let mut table = FlowTable::new();
    table.extend(flows.iter().copied()).unwrap();
    table
}

fn one_by_one(flows: &[Flow]) -> FlowTable {
    let mut table = FlowTable::new();
    for flow in flows {
        add(&mut table, flow).unwrap();
    }
    table
}

fn add(table: &mut FlowTable, flow: &Flow) -> Result<(), corridor::Error> {
    table.add(
        flow.origin(),
        flow.destination(),
        flow.period(),
        flow.people(),
    )
}

fn written(table: &FlowTable) -> String {
    serde_json::to_string(table).unwrap()
}

/// Sums in 128 bits, by the plainest of means: low, best, high.
type Sum = (u128, u128, Option<u128>);

fn sum<'f>(flows: impl IntoIterator<Item = &'f Flow>) -> Sum {
    flows
        .into_iter()
        .fold((0, 0, Some(0)), |(low, best, high), flow| {
            let people = flow.people();
            (
                low + u128::from(people.low()),
                best + u128::from(people.best()),
                high.zip(people.high())
                    .map(|(high, more)| high + u128::from(more)),
            )
        })
}

/// A highest beyond 64 bits is open.
fn as_sum(people: Estimate) -> Sum {
    (
        people.low().into(),
        people.best().into(),
        people.high().map(u128::from),
    )
}

fn within_64_bits((low, best, high): Sum) -> Sum {
    (low, best, high.filter(|&high| high <= u128::from(u64::MAX)))
}

proptest! {
    #[test]
    fn any_split_and_order_gives_the_same_table(
        flows in flows(),
        shuffled in any::<u64>(),
        cuts in vec(0..60_usize, 0..4),
    ) {
        let whole = extended(&flows);
        let mut other = flows.clone();
        let order = RandomState::new();
        other.sort_by_key(|flow| order.hash_one((flow, shuffled)));
        let mut parts = Vec::new();
        let mut rest = other.as_slice();
        for cut in cuts {
            let (part, after) = rest.split_at(cut.min(rest.len()));
            parts.push(part);
            rest = after;
        }
        parts.push(rest);
        let mut merged = FlowTable::new();
        for (index, part) in parts.into_iter().enumerate() {
            let part = if index % 2 == 0 { extended(part) } else { one_by_one(part) };
            merged.merge(&part).unwrap();
        }
        prop_assert_eq!(written(&merged), written(&whole));
        for table in [merged, one_by_one(&other), extended(&other)] {
            prop_assert_eq!(&table, &whole);
            prop_assert_eq!(order.hash_one(&table), order.hash_one(&whole));
            prop_assert_eq!(table.total(), whole.total());
            prop_assert_eq!(table.len(), whole.len());
        }
    }

    #[test]
    fn merging_is_associative_and_commutative(a in flows(), b in flows(), c in flows()) {
        let merge = |one: &FlowTable, other: &FlowTable| {
            let mut merged = one.clone();
            merged.merge(other).unwrap();
            merged
        };
        let [a, b, c] = [extended(&a), one_by_one(&b), extended(&c)];
        prop_assert_eq!(written(&merge(&a, &b)), written(&merge(&b, &a)));
        prop_assert_eq!(
            written(&merge(&merge(&a, &b), &c)),
            written(&merge(&a, &merge(&b, &c)))
        );
    }

    #[test]
    fn each_cell_is_the_sum_of_its_rows(flows in flows()) {
        let mut cells: BTreeMap<_, Vec<Flow>> = BTreeMap::new();
        for flow in &flows {
            let key = (flow.origin(), flow.destination(), flow.period());
            cells.entry(key).or_default().push(*flow);
        }
        for table in [extended(&flows), one_by_one(&flows)] {
            let rows: Vec<_> = table.iter().collect();
            prop_assert_eq!(table.iter().len(), rows.len());
            prop_assert_eq!(rows.len(), cells.len());
            for (row, (&(from, to, when), flows)) in rows.iter().zip(&cells) {
                prop_assert_eq!((row.origin(), row.destination(), row.period()), (from, to, when));
                prop_assert_eq!(as_sum(row.people()), within_64_bits(sum(flows)));
                prop_assert_eq!(table.get(from, to, when), Some(row.people()));
            }
            prop_assert_eq!(table.get(place(0), place(1), month(12)), None);
        }
    }

    /// Whatever is asked between two additions changes nothing that is asked afterwards.
    #[test]
    fn a_table_answers_between_additions(flows in flows(), asked in vec(0..5_u8, 60)) {
        let (mut table, mut cells) = (FlowTable::new(), BTreeMap::new());
        for (at, (flow, asked)) in flows.iter().zip(asked).enumerate() {
            let key = (flow.origin(), flow.destination(), flow.period());
            let rows: &mut Vec<Flow> = cells.entry(key).or_default();
            prop_assert_eq!(table.get(key.0, key.1, key.2).is_some(), !rows.is_empty());
            rows.push(*flow);
            match asked {
                0 => table.extend([*flow]).unwrap(),
                1 => table.merge(&one_by_one(&[*flow])).unwrap(),
                _ => add(&mut table, flow).unwrap(),
            }
            let people = table.get(key.0, key.1, key.2);
            prop_assert_eq!(people.map(as_sum), Some(within_64_bits(sum(&*rows))));
            prop_assert!(table.contains(key.0) && table.contains(key.1) && !table.is_empty());
            match asked {
                2 => prop_assert_eq!(table.len(), cells.len()),
                3 => prop_assert_eq!(&table.clone(), &extended(&flows[..=at])),
                _ => {}
            }
        }
        prop_assert_eq!(table, extended(&flows));
    }

    #[test]
    fn nets_are_the_sums_of_their_flows(flows in flows()) {
        let table = extended(&flows);
        let mut zones = Vec::new();
        for index in 0..7 {
            let zone = place(index);
            let of = |wanted: &dyn Fn(&Flow) -> bool| {
                within_64_bits(sum(flows.iter().filter(|flow| wanted(flow))))
            };
            let (from, to) = (|flow: &Flow| flow.origin() == zone, |flow: &Flow| flow.destination() == zone);
            let net = table.net(zone);
            prop_assert_eq!(as_sum(net.inflow()), of(&|flow| to(flow) && !from(flow)));
            prop_assert_eq!(as_sum(net.outflow()), of(&|flow| from(flow) && !to(flow)));
            prop_assert_eq!(as_sum(table.within(zone)), of(&|flow| from(flow) && to(flow)));
            prop_assert_eq!(as_sum(table.turnover(zone)), of(&|flow| from(flow) != to(flow)));
            prop_assert_eq!(net, one_by_one(&flows).net(zone));
            let named = flows.iter().any(|flow| from(flow) || to(flow));
            for table in [&table, &one_by_one(&flows), &table.only(|flow| !flow.is_within())] {
                let named = table.iter().any(|flow| from(&flow) || to(&flow));
                prop_assert_eq!(table.contains(zone), named);
            }
            if named {
                zones.push((zone, net));
            }
        }
        zones.sort_by_key(|(zone, _)| *zone);
        prop_assert_eq!(table.nets().collect::<Vec<_>>(), zones);
        let total = table.by_period().fold((0, 0), |(best, low), (_, people)| {
            (best + u128::from(people.best()), low + u128::from(people.low()))
        });
        prop_assert_eq!((total.1, total.0), (sum(&flows).0, sum(&flows).1));
        prop_assert_eq!(as_sum(table.total()), within_64_bits(sum(&flows)));
    }

    /// Lists that are longer than need be, and in any order.
    #[test]
    fn what_no_row_names_is_not_of_the_table(flows in flows(), order in any::<u64>()) {
        let state = RandomState::new();
        let (mut zones, mut periods) = (
            (0..12).map(place).collect::<Vec<_>>(),
            (1..=12).map(month).collect::<Vec<_>>(),
        );
        zones.sort_by_key(|zone| state.hash_one((zone, order)));
        periods.sort_by_key(|period| state.hash_one((period, order)));
        let rows = flows.iter().map(|flow| {
            let zone = |zone| zones.iter().position(|&known| known == zone).unwrap() as u32;
            let period = periods.iter().position(|&known| known == flow.period()).unwrap() as u32;
            (zone(flow.origin()), zone(flow.destination()), period, flow.people())
        });
        let (table, plain) = (FlowTable::from_indexed(&zones, &periods, rows).unwrap(), extended(&flows));
        prop_assert_eq!(written(&table), written(&plain));
        prop_assert_eq!(table.nets().collect::<Vec<_>>(), plain.nets().collect::<Vec<_>>());
        for zone in zones {
            prop_assert_eq!(table.contains(zone), plain.iter().any(|flow| {
                flow.origin() == zone || flow.destination() == zone
            }));
        }
        prop_assert_eq!(table.by_period().collect::<Vec<_>>(), plain.by_period().collect::<Vec<_>>());
        for flow in plain.iter() {
            let people = table.get(flow.origin(), flow.destination(), flow.period());
            prop_assert_eq!(people, Some(flow.people()));
        }
    }

    #[test]
    fn what_is_written_is_read_back(flows in flows()) {
        let table = extended(&flows);
        let read: FlowTable = serde_json::from_str(&written(&table)).unwrap();
        prop_assert_eq!(&read, &table);
        prop_assert_eq!(read.total(), table.total());
        let countries: FlowTable<CountryCode> =
            serde_json::from_str(&serde_json::to_string(&table.by_country()).unwrap()).unwrap();
        prop_assert_eq!(countries, table.by_country());
    }

    #[test]
    fn coarser_tables_have_the_same_rows(flows in flows()) {
        let table = extended(&flows);
        let mut countries = FlowTable::default();
        let mut years = FlowTable::new();
        let first = flows.iter().map(|flow| flow.period().first()).min();
        let last = flows.iter().map(|flow| flow.period().last()).max();
        for flow in &flows {
            let (from, to) = (flow.origin(), flow.destination());
            countries.add(from.country(), to.country(), flow.period(), flow.people()).unwrap();
            let whole = Period::try_new(first.unwrap(), last.unwrap()).unwrap();
            years.add(from, to, whole, flow.people()).unwrap();
        }
        prop_assert_eq!(table.by_country(), countries);
        prop_assert_eq!(table.over_time(), years);
        let spring = table.only(|flow| flow.period() == month(2));
        let rows: Vec<_> = flows.iter().filter(|flow| flow.period() == month(2)).copied().collect();
        prop_assert_eq!(spring, extended(&rows));
    }

    #[test]
    fn the_top_are_the_first_of_all_sorted(flows in flows(), n in 0..20_usize) {
        let table = extended(&flows);
        let mut all: Vec<_> = table.iter().filter(|flow| !flow.is_within()).collect();
        all.sort_by_key(|flow| std::cmp::Reverse(flow.people().best()));
        all.truncate(n);
        prop_assert_eq!(table.top(n), all);
    }

    /// Effectiveness within its bounds holds what any counts within theirs give.
    #[test]
    fn effectiveness_holds_every_case(
        inflow in flow(), outflow in flow(), shares in (0.0..=1.0_f64, 0.0..=1.0_f64),
    ) {
        let mut table = FlowTable::new();
        table.add(place(0), place(1), month(1), inflow.people()).unwrap();
        table.add(place(1), place(0), month(1), outflow.people()).unwrap();
        let pick = |people: Estimate, share: f64| {
            let (low, high) = (people.low() as f64, people.high().map_or(1e25, |high| high as f64));
            (low + (high - low) * share).floor()
        };
        let (came, left) = (pick(inflow.people(), shares.0), pick(outflow.people(), shares.1));
        let Some(effectiveness) = table.effectiveness(place(1)) else {
            prop_assert_eq!(inflow.people().best() + outflow.people().best(), 0);
            return Ok(());
        };
        let [low, best, high] = effectiveness;
        prop_assert!(0.0 <= low && low <= best && best <= high && high <= 1.0, "{effectiveness:?}");
        if came + left > 0.0 {
            let case = (came - left).abs() / (came + left);
            prop_assert!(low - 1e-9 <= case && case <= high + 1e-9, "{case} in {effectiveness:?}");
        }
    }
}

/// Days, weeks, months and years, and what is none of them.
fn any_period() -> impl Strategy<Value = Period> {
    let first = NaiveDate::from_ymd_opt(2023, 11, 20).unwrap();
    (0..70_u64, prop_oneof![Just(0_u64), Just(6), 0..40_u64]).prop_map(move |(start, more)| {
        let first = first + chrono::Days::new(start);
        Period::try_new(first, first + chrono::Days::new(more)).unwrap()
    })
}

/// What lies around a day, found by walking from it, day by day.
fn unit(day: NaiveDate, per: Per) -> Period {
    let name = |day: NaiveDate| match per {
        Per::Week => day.format("%G-%V").to_string(),
        Per::Month => day.format("%Y-%m").to_string(),
        Per::Year => day.format("%Y").to_string(),
        _ => day.to_string(),
    };
    let same = |other: &NaiveDate| name(*other) == name(day);
    let back = std::iter::successors(Some(day), NaiveDate::pred_opt).take_while(same);
    let on = day.iter_days().take_while(same);
    Period::try_new(back.last().unwrap(), on.last().unwrap()).unwrap()
}

const PERS: [Per; 4] = [Per::Day, Per::Week, Per::Month, Per::Year];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Each flow is counted where it belongs, or the table is refused.
    #[test]
    fn coarser_periods_hold_the_same_people(
        mut flows in flows(),
        periods in vec(any_period(), 1..4),
        per in prop::sample::select(&PERS[..]),
    ) {
        for (index, flow) in flows.iter_mut().enumerate() {
            let period = periods[index % periods.len()];
            *flow = Flow::new(flow.origin(), flow.destination(), period, flow.people());
        }
        let table = extended(&flows);
        let fits = |flow: &Flow| unit(flow.period().first(), per).encloses(flow.period());
        let first = table.by_period().map(|(period, _)| period).find(|&period| {
            !unit(period.first(), per).encloses(period)
        });
        match table.coarsened(per) {
            Ok(coarser) => {
                prop_assert!(flows.iter().all(fits));
                prop_assert_eq!(coarser.total(), table.total());
                let moved = flows.iter().map(|flow| {
                    let period = unit(flow.period().first(), per);
                    Flow::new(flow.origin(), flow.destination(), period, flow.people())
                });
                let moved: Vec<_> = moved.collect();
                prop_assert_eq!(&coarser, &extended(&moved));
                prop_assert_eq!(coarser.coarsened(per).unwrap(), coarser.clone());
                prop_assert_eq!(
                    coarser.by_country(),
                    table.by_country().coarsened(per).unwrap()
                );
                if per == Per::Day || per == Per::Month {
                    // A day lies in one month, and a month in one year.
                    for coarsest in [Per::Month, Per::Year] {
                        prop_assert_eq!(
                            coarser.coarsened(coarsest).unwrap(),
                            table.coarsened(coarsest).unwrap()
                        );
                    }
                }
            }
            Err(error) => {
                let period = first.unwrap();
                prop_assert_eq!(error.code(), Code::PeriodStraddles);
                prop_assert_eq!(
                    error.to_string(),
                    format!(
                        "{period} does not lie within one {}: it begins in {} and ends in {}",
                        per.as_str(), unit(period.first(), per), unit(period.last(), per)
                    )
                );
            }
        }
    }
}

#[test]
fn a_week_beyond_the_calendar_is_refused() {
    let mut table = FlowTable::new();
    table.add("MX-L1", "MX-L2", "9999-12-31", 5).unwrap();
    let error = table.coarsened(Per::Week).unwrap_err();
    assert_eq!(error.code(), Code::PeriodInvalid);
    assert_eq!(
        error.to_string(),
        "\"+10000-01-02\" is not a period: year 10000 is not from 0001 to 9999"
    );
    assert_eq!(FlowTable::new().coarsened(Per::Day), Ok(FlowTable::new()));
}

#[test]
fn an_empty_table_answers() {
    let table = FlowTable::new();
    assert!(table.is_empty());
    assert_eq!(table.len(), 0);
    assert_eq!(table.iter().count(), 0);
    assert_eq!(table.total(), exactly(0));
    assert_eq!(table.get(place(1), place(2), month(1)), None);
    assert_eq!(table.inflow(place(1)), exactly(0));
    assert_eq!(table.outflow(place(1)), exactly(0));
    assert_eq!(table.within(place(1)), exactly(0));
    assert_eq!(table.turnover(place(1)), exactly(0));
    assert_eq!(table.net(place(1)).to_string(), "0");
    assert_eq!(table.effectiveness(place(1)), None);
    assert_eq!(table.top(3), []);
    assert_eq!(table.nets().len(), 0);
    assert_eq!(table.by_period().len(), 0);
    assert!(table.by_country().is_empty());
    assert!(table.over_time().is_empty());
    assert_eq!(written(&table), r#"{"flows":[]}"#);
    assert_eq!(
        serde_json::from_str::<FlowTable>(&written(&table)).unwrap(),
        table
    );
    let mut merged = table.clone();
    merged.merge(&table).unwrap();
    assert_eq!(merged, table);
}

#[test]
fn tables_of_other_flows_are_other_tables() {
    let table = |zone, when, people| {
        extended(&[Flow::new(
            place(zone),
            place(2),
            month(when),
            exactly(people),
        )])
    };
    let one = table(1, 1, 5);
    let mut more = one.clone();
    more.add(place(1), place(2), month(2), exactly(5)).unwrap();
    let hash = |table: &FlowTable| {
        let mut state = DefaultHasher::new();
        table.hash(&mut state);
        state.finish()
    };
    for other in [table(0, 1, 5), table(1, 2, 5), table(1, 1, 6), more] {
        assert_ne!(one, other);
        assert_ne!(hash(&one), hash(&other), "{other:?}");
    }
    assert_eq!(
        format!("{one:?}"),
        r#"FlowTable ["5 from GT-L1 to ZZ-L2 in 2023-01"]"#
    );
}

/// The bounds of what is added to an exact flow are those of the sum, beside exact ones.
#[test]
fn bounds_are_kept_from_the_first_that_is_not_exact() {
    let rows = [1, 2, 3].map(|to| Flow::new(place(0), place(to), month(1), exactly(100)));
    let mut table = extended(&rows);
    let people = |table: &FlowTable| {
        let flows = table.iter().map(|flow| flow.people().to_string());
        flows.collect::<Vec<_>>()
    };
    assert_eq!(people(&table), ["100", "100", "100"]);
    for (to, added, expected) in [
        (2, Estimate::at_least(5), ["100", "105 or more", "100"]),
        (3, exactly(1), ["100", "105 or more", "101"]),
        (1, exactly(1), ["101", "105 or more", "101"]),
        (2, exactly(1), ["101", "106 or more", "101"]),
        (
            3,
            Estimate::at_least(1),
            ["101", "106 or more", "102 or more"],
        ),
    ] {
        table.add(place(0), place(to), month(1), added).unwrap();
        let mut sorted = expected.map(String::from);
        let mut order = [1, 2, 3];
        order.sort_by_key(|&to| place(to));
        sorted = std::array::from_fn(|at| sorted[order[at] as usize - 1].clone());
        assert_eq!(people(&table), sorted);
    }
}

#[test]
fn tables_cross_threads_and_processes() {
    fn crosses<
        T: Send + Sync + 'static + Clone + serde::Serialize + serde::de::DeserializeOwned,
    >() {
    }
    crosses::<FlowTable>();
    crosses::<FlowTable<CountryCode>>();
    crosses::<Flow>();
    crosses::<Event>();
    crosses::<Dossier>();
}

#[test]
fn what_passes_64_bits_is_refused_and_changes_nothing() {
    let most = exactly(u64::MAX);
    let mut table = FlowTable::new();
    table.add(place(0), place(1), month(1), exactly(5)).unwrap();
    let before = table.clone();

    let error = table.add(place(2), place(3), month(2), most).unwrap_err();
    assert_eq!(error.code(), Code::EstimateOverflow);
    assert_eq!(
        error.to_string(),
        "5 people in flows and 18446744073709551615 more add up to more than 18446744073709551615"
    );
    assert_eq!((&table, table.total()), (&before, before.total()));

    let rows = [exactly(1), most].map(|people| Flow::new(place(0), place(1), month(1), people));
    assert!(table.extend(rows).is_err());
    assert!(
        table
            .extend([Flow::new(place(0), place(0), month(1), most)])
            .is_err()
    );
    assert_eq!((&table, table.total()), (&before, before.total()));

    let mut great = FlowTable::new();
    great.add(place(0), place(1), month(1), most).unwrap();
    assert!(table.merge(&great).is_err());
    assert_eq!((&table, table.total()), (&before, before.total()));
    assert!(
        FlowTable::from_indexed(&[place(0)], &[month(1)], [(0, 0, 0, most), (0, 0, 0, most)])
            .is_err()
    );

    // Nobody more is no more.
    great.add(place(0), place(1), month(1), exactly(0)).unwrap();
    assert_eq!(great.turnover(place(1)), most);
    assert_eq!(great.net(place(0)).best(), -i128::from(u64::MAX));
}

/// As a value and as a text alike: in 64 bits, or as the nearest double.
#[test]
fn nets_are_written_whatever_they_are() {
    let told = |people: Estimate, zone| {
        let mut table = FlowTable::new();
        table.add(place(0), place(1), month(1), people).unwrap();
        let net = table.net(place(zone));
        let value = serde_json::to_value(net).map_err(|error| error.to_string());
        let text = serde_json::to_string(&net).map_err(|error| error.to_string());
        let read = |text: &String| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value, text.as_ref().map(read).map_err(String::clone));
        text
    };
    assert_eq!(
        told(Estimate::at_least(6_000), 0).unwrap(),
        r#"{"inflow":0,"outflow":{"low":6000,"best":6000},"best":-6000,"high":-6000}"#
    );
    let all = u64::MAX.to_string();
    let most = Estimate::exactly(u64::MAX);
    assert_eq!(
        told(most, 1).unwrap(),
        format!(r#"{{"inflow":{all},"outflow":0,"low":{all},"best":{all},"high":{all}}}"#)
    );
    let lowest = Estimate::exactly(1 << 63);
    assert!(told(lowest, 0).is_ok_and(|text| text.contains("-9223372036854775808")));
    assert!(told(most, 0).is_ok_and(|text| text.contains("-1.8446744073709552e")));
}

/// What is 0 because nobody came, and what is 0 because nobody said.
#[test]
fn the_places_of_a_table_are_those_of_its_flows() {
    let mut table = FlowTable::new();
    assert_eq!((table.zones().len(), table.contains(place(0))), (0, false));
    table
        .extend([Flow::new(
            place(3),
            place(1),
            month(1),
            Estimate::exactly(6),
        )])
        .unwrap();
    // One that waits to be counted in, too.
    table
        .add(place(1), place(2), month(1), Estimate::exactly(0))
        .unwrap();
    let zones: Vec<_> = table.zones().collect();
    assert_eq!(zones, [place(1), place(3), place(2)]);
    for (zone, known) in [(0, false), (1, true), (2, true), (3, true)] {
        assert_eq!(table.contains(place(zone)), known);
        assert!(known || table.turnover(place(zone)) == Estimate::exactly(0));
    }
}

#[test]
fn a_highest_beyond_64_bits_is_open_in_any_order() {
    let (low, high) = (
        Estimate::at_least(1),
        Estimate::try_new(0, 1, Some(u64::MAX)).unwrap(),
    );
    let orders = [[low, high, high], [high, low, high], [high, high, low]];
    for people in orders {
        let rows = people.map(|people| Flow::new(place(0), place(1), month(1), people));
        assert_eq!(written(&extended(&rows)), written(&one_by_one(&rows)));
        assert_eq!(
            extended(&rows).inflow(place(1)),
            Estimate::try_new(1, 3, None).unwrap()
        );
    }
}

#[test]
fn a_row_beyond_its_list_is_refused() {
    let refused = |row| FlowTable::from_indexed(&[place(0)], &[month(1)], [row]).unwrap_err();
    let error = refused((0, 1, 0, exactly(1)));
    assert_eq!(error.to_string(), "index 1 is beyond the 1 zones");
    assert_eq!(error.code(), Code::FlowIndexUnknown);
    assert_eq!(
        refused((7, 0, 0, exactly(1))).to_string(),
        "index 7 is beyond the 1 zones"
    );
    assert_eq!(
        refused((0, 0, 3, exactly(1))).to_string(),
        "index 3 is beyond the 1 periods"
    );
    // A place that no row names is not of the table, and one that is listed twice is one.
    let listed = [place(4), place(1), place(4)];
    let rows = [(0, 1, 0, exactly(1)), (2, 1, 0, exactly(2))];
    let table = FlowTable::from_indexed(
        &[&listed[..], &[place(6)]].concat(),
        &[month(1), month(2)],
        rows,
    )
    .unwrap();
    assert_eq!(
        table.iter().collect::<Vec<_>>(),
        [Flow::new(place(4), place(1), month(1), exactly(3))]
    );
    assert_eq!(table.nets().len(), 2);
    assert_eq!(table.by_period().len(), 1);
}

/// Enough flows for the matrix, of which it has to grow when more places come, and to be dealt
/// out more than once; with bounds, zeros, and single additions between.
#[test]
fn many_flows_are_counted_as_few_are() {
    const PLACES: u32 = 700;
    let codes: Vec<PlaceCode> = (0..PLACES).map(place).collect();
    let mut state = 1_u64;
    let mut below = |end: u32| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(end)) as u32
    };
    let rows: Vec<_> = (0..1_400_000_u32)
        .map(|number| {
            let known = if number < 600_000 { 550 } else { PLACES };
            let people = match below(1_000) {
                0 => Estimate::about(u64::from(below(90) + 1)),
                n => exactly(u64::from(n / 400)),
            };
            (below(known), below(known), below(2), people)
        })
        .collect();
    let months = [month(7), month(6)];
    let table = FlowTable::from_indexed(&codes, &months, rows.iter().copied()).unwrap();

    let mut plain: BTreeMap<_, Estimate> = BTreeMap::new();
    for &(from, to, when, people) in &rows {
        let key = (
            codes[from as usize],
            codes[to as usize],
            months[when as usize],
        );
        let sum = plain.entry(key).or_insert(exactly(0));
        *sum = sum.checked_add(people).unwrap();
    }
    assert_eq!(table.len(), plain.len());
    for (flow, (&(from, to, when), &people)) in table.iter().zip(&plain) {
        assert!(
            flow == Flow::new(from, to, when, people),
            "{flow}: {people}"
        );
    }

    let (one, other) = rows.split_at(1_200_000);
    let mut merged = FlowTable::from_indexed(&codes, &months, one.iter().copied()).unwrap();
    for &(from, to, when, people) in &other[..20_000] {
        merged
            .add(
                codes[from as usize],
                codes[to as usize],
                months[when as usize],
                people,
            )
            .unwrap();
    }
    let rest = other[20_000..].iter().map(|&(from, to, when, people)| {
        Flow::new(
            codes[from as usize],
            codes[to as usize],
            months[when as usize],
            people,
        )
    });
    merged.extend(rest).unwrap();
    assert!(merged == table);
}

/// What was once written is read for ever, and today's bytes are the same.
#[test]
fn the_golden_table_is_written_as_it_is_read() {
    let golden = include_str!("../fixtures/wire/flows-v1.json").trim_end();
    let table: FlowTable = serde_json::from_str(golden).unwrap();
    assert_eq!(table.len(), 4);
    assert_eq!(written(&table), golden);
}

#[test]
fn what_is_no_table_is_refused() {
    let row = r#"{"origin":"MX-L1","destination":"MX-L2","period":"2023-12","people":5}"#;
    let read = |text: &str| serde_json::from_str::<FlowTable>(text);
    let refused = |text: &str| read(text).unwrap_err().to_string();
    assert!(
        read(&format!(
            r#"{{"flows":[{row}],"note":"a key of tomorrow"}}"#
        ))
        .is_ok()
    );
    assert_eq!(
        refused(&format!(r#"{{"flows":[{row},{row}]}}"#))
            .split(" at line")
            .next(),
        Some("flow-repeated: two rows for the flow from MX-L1 to MX-L2 in 2023-12")
    );
    assert!(refused(&format!("[{row}]")).contains("expected an object with flows"));
    assert!(
        refused(r#"{"flows":[["MX-L1","MX-L2","2023-12",5]]}"#).contains("expected a flow object")
    );
    assert!(refused(r#"{"flows":{}}"#).contains("expected a list of flows"));
    assert!(refused("{}").contains("missing field `flows`"));
    assert!(
        refused(
            &row.replace("MX-L1", "here")
                .replace('{', r#"{"flows":[{"#)
                .replace('}', "}]}")
        )
        .contains("place-code-invalid")
    );
    let great = row
        .replace("2023-12", "2024-01")
        .replace(":5", ":18446744073709551615");
    assert!(refused(&format!(r#"{{"flows":[{row},{great}]}}"#)).contains("estimate-overflow"));
}

#[test]
fn nets_say_how_far_they_go() {
    let net = |inflow: Estimate, outflow: Estimate| {
        let mut table = FlowTable::new();
        table.add(place(0), place(1), month(1), inflow).unwrap();
        table.add(place(1), place(0), month(1), outflow).unwrap();
        table.net(place(1))
    };
    let texts = [
        (net(exactly(5_000), exactly(2_000)), "+3,000"),
        (net(exactly(2_000), exactly(5_000)), "−3,000"),
        (
            net(exactly(2_000), Estimate::at_least(5_000)),
            "−3,000 or less",
        ),
        (
            net(Estimate::at_least(5_000), exactly(2_000)),
            "+3,000 or more",
        ),
        (
            net(Estimate::at_least(5_000), Estimate::at_least(2_000)),
            "+3,000 (of any size)",
        ),
        (
            net(Estimate::about(5_000), exactly(4_900)),
            "+100 (−400 to +600)",
        ),
        (
            net(Estimate::about(5_000), Estimate::at_least(4_900)),
            "+100 (+600 or less)",
        ),
        (
            net(Estimate::at_least(5_000), Estimate::about(4_900)),
            "+100 (−145 or more)",
        ),
    ];
    for (net, text) in texts {
        assert_eq!(net.to_string(), text);
    }
    let bounds = |net: NetFlow| (net.low(), net.best(), net.high());
    let open = net(Estimate::at_least(5_000), exactly(2_000));
    assert_eq!(bounds(open), (Some(3_000), 3_000, None));
    let about = net(Estimate::about(5_000), exactly(4_900));
    assert_eq!(bounds(about), (Some(-400), 100, Some(600)));
}

/// Of bounds that reach to 0, it may be that as many came as left.
#[test]
fn a_gain_or_a_loss_is_one_whatever_the_figures_allow() {
    let between = |low, high| Estimate::try_new(low, low, Some(high)).unwrap();
    for (inflow, outflow, gain, loss) in [
        (between(6, 9), between(1, 5), true, false),
        (between(5, 9), between(1, 5), false, false),
        (between(1, 5), between(5, 9), false, false),
        (between(1, 5), between(6, 9), false, true),
        (exactly(5), exactly(5), false, false),
        (Estimate::at_least(6), exactly(5), true, false),
        (exactly(6), Estimate::at_least(1), false, false),
    ] {
        let mut table = FlowTable::new();
        table.add(place(0), place(1), month(1), inflow).unwrap();
        table.add(place(1), place(0), month(1), outflow).unwrap();
        let net = table.net(place(1));
        assert_eq!((net.is_gain(), net.is_loss()), (gain, loss), "{net}");
    }
}

#[test]
fn effectiveness_says_how_far_it_goes() {
    let between = |low, best, high| Estimate::try_new(low, best, Some(high)).unwrap();
    let few = between(100, 150, 300);
    for (inflow, outflow, bounds) in [
        (exactly(6_000), exactly(2_000), [0.5, 0.5, 0.5]),
        // From 100 of 700 to 500 of 700: all of one sign.
        (between(400, 450, 600), few, [1.0 / 7.0, 0.5, 5.0 / 7.0]),
        (few, between(400, 450, 600), [1.0 / 7.0, 0.5, 5.0 / 7.0]),
        // As many may have come as left, within the bounds or at their end.
        (between(200, 450, 600), few, [0.0, 0.5, 5.0 / 7.0]),
        (between(300, 450, 600), few, [0.0, 0.5, 5.0 / 7.0]),
        (Estimate::at_least(300), exactly(100), [0.5, 0.5, 1.0]),
    ] {
        let mut table = FlowTable::new();
        table.add(place(0), place(1), month(1), inflow).unwrap();
        table.add(place(1), place(0), month(1), outflow).unwrap();
        assert_eq!(table.effectiveness(place(1)), Some(bounds));
    }
}

/// A dossier with these events, each of a type, a group and a day, with other keys.
fn dossier(groups: &str, events: &[(&str, &str, &str, &str)]) -> Dossier {
    let events = events.iter().enumerate().map(|(index, (kind, group, on, keys))| {
        let status = if keys.contains("status") { "" } else { r#""status":"occurred","# };
        format!(r#"{{"id":"e{index}","type":"{kind}","group":"{group}","on":"{on}",{status}{keys}}}"#)
    });
    let text = format!(
        r#"{{"format":"corridor/1","as_of":"2024-02-01",
        "places":[{{"code":"MX-L1","name":"A"}},{{"code":"MX-L2","name":"B"}},{{"code":"MX-L3","name":"C"}}],
        "groups":[{{"id":"walkers","name":"Walkers","mode":"foot"}}{groups}],
        "events":[{}]}}"#,
        events.collect::<Vec<_>>().join(",")
    );
    serde_json::from_str(&text).unwrap()
}

/// What a dossier's flows are, as text: the counted, then the uncounted.
fn told(dossier: &Dossier) -> Vec<String> {
    let flows = dossier.flows().unwrap();
    let counted = flows.table().iter().map(|flow| flow.to_string());
    let uncounted = flows.uncounted().iter().map(ToString::to_string);
    counted.chain(uncounted).collect()
}

const AT_A: &str = r#""place":"MX-L1""#;
const AT_B: &str = r#""place":"MX-L2""#;
const AT_C: &str = r#""place":"MX-L3""#;

fn counting(place: &str, headcount: u64) -> String {
    format!(r#"{place},"headcount":{headcount}"#)
}

#[test]
fn a_dossier_without_movements_has_no_flows() {
    assert!(told(&dossier("", &[])).is_empty());
    let staying = [
        ("departure", "walkers", "2023-12-24", AT_A),
        ("sighting", "walkers", "2023-12-26", AT_A),
    ];
    assert!(told(&dossier("", &staying)).is_empty());
}

#[test]
fn a_leg_counts_those_stated_on_arrival_else_those_who_left() {
    let (ten, six) = (counting(AT_A, 10), counting(AT_B, 6));
    assert_eq!(
        told(&dossier(
            "",
            &[
                ("departure", "walkers", "2023-12-24", &ten),
                ("arrival", "walkers", "2023-12-27", &six)
            ]
        )),
        ["6 from MX-L1 to MX-L2 in 2023-12"]
    );
    assert_eq!(
        told(&dossier(
            "",
            &[
                ("departure", "walkers", "2023-12-24", &ten),
                ("sighting", "walkers", "2023-12-27", AT_B)
            ]
        )),
        ["10 from MX-L1 to MX-L2 in 2023-12"]
    );
    assert_eq!(
        told(&dossier(
            "",
            &[
                ("departure", "walkers", "2023-12-24", AT_A),
                ("sighting", "walkers", "2023-12-27", AT_B)
            ]
        )),
        ["walkers from A to B on 2023-12-27: nobody says how many"]
    );
    // Two reports of one arrival: the figure of the first, within the bounds of both.
    let fifteen = counting(AT_B, 15);
    let reports = [
        ("departure", "walkers", "2023-12-24", AT_A),
        ("sighting", "walkers", "2023-12-27", &six),
        ("sighting", "walkers", "2023-12-27", &fifteen),
    ];
    assert_eq!(
        told(&dossier("", &reports)),
        ["6 (6–15) from MX-L1 to MX-L2 in 2023-12"]
    );
    // A later one is of another day.
    let reports = [
        ("departure", "walkers", "2023-12-24", AT_A),
        ("sighting", "walkers", "2023-12-27", &six),
        ("sighting", "walkers", "2023-12-28", &fifteen),
    ];
    assert_eq!(
        told(&dossier("", &reports)),
        ["6 from MX-L1 to MX-L2 in 2023-12"]
    );
}

#[test]
fn the_period_covers_every_month_that_the_arrival_may_be_in() {
    let six = counting(AT_B, 6);
    let arriving = |on: &str| {
        told(&dossier(
            "",
            &[
                ("departure", "walkers", "2023-12-24", AT_A),
                ("arrival", "walkers", on, &six),
            ],
        ))
    };
    assert_eq!(
        arriving("2023-12-30/2024-01-02"),
        ["6 from MX-L1 to MX-L2 in 2023-12/2024-01"]
    );
    assert_eq!(arriving("2024-01"), ["6 from MX-L1 to MX-L2 in 2024-01"]);
    assert_eq!(
        arriving("2023-12-24/.."),
        ["walkers from A to B on 2023-12-24/..: nobody says until when"]
    );
    // It sorts first, so that B is where it may have been before A.
    let early = [
        ("arrival", "walkers", "2023-12", six.as_str()),
        ("departure", "walkers", "2023-12-24", AT_A),
    ];
    assert_eq!(
        told(&dossier("", &early)),
        ["walkers from B to A on 2023-12-24: nobody says which was first"]
    );
}

#[test]
fn only_what_has_occurred_is_counted() {
    let planned = format!(r#"{},"status":"planned""#, counting(AT_B, 6));
    assert!(
        told(&dossier(
            "",
            &[
                ("departure", "walkers", "2023-12-24", AT_A),
                ("arrival", "walkers", "2023-12-27", &planned)
            ]
        ))
        .is_empty()
    );
}

#[test]
fn nobody_is_counted_twice_through_a_split() {
    let child = r#",{"id":"exodus","name":"Exodus","mode":"foot","split_from":"walkers"}"#;
    let (ten, split) = (
        counting(AT_A, 10),
        r#""place":"MX-L2","headcount":9,"parts":[{"group":"exodus","headcount":6}]"#,
    );
    let events = [
        ("departure", "walkers", "2023-12-24", ten.as_str()),
        ("split", "walkers", "2023-12-26", split),
        ("arrival", "walkers", "2023-12-28", AT_C),
        ("arrival", "exodus", "2023-12-28", AT_C),
    ];
    assert_eq!(
        told(&dossier(child, &events)),
        [
            "9 from MX-L1 to MX-L2 in 2023-12",
            "6 from MX-L2 to MX-L3 in 2023-12",
            "walkers from B to C on 2023-12-28: nobody says how many",
        ]
    );
    // A part that is first seen elsewhere went there from the place of the split.
    let ahead = r#""place":"MX-L2","parts":[{"group":"exodus","headcount":6,"place":"MX-L3"}]"#;
    assert_eq!(
        told(&dossier(
            child,
            &[
                ("departure", "walkers", "2023-12-24", &ten),
                ("split", "walkers", "2023-12-26", ahead)
            ]
        )),
        [
            "10 from MX-L1 to MX-L2 in 2023-12",
            "6 from MX-L2 to MX-L3 in 2023-12"
        ]
    );
}

#[test]
fn nobody_is_counted_twice_through_a_merge() {
    let other = r#",{"id":"others","name":"Others","mode":"foot"}"#;
    let (ten, merge) = (
        counting(AT_A, 10),
        r#""place":"MX-L2","headcount":15,"groups":["others"]"#,
    );
    let events = [
        ("departure", "walkers", "2023-12-24", ten.as_str()),
        (
            "departure",
            "others",
            "2023-12-24",
            r#""place":"MX-L3","headcount":5"#,
        ),
        ("merge", "walkers", "2023-12-27", merge),
        ("arrival", "walkers", "2024-01-02", AT_A),
    ];
    assert_eq!(
        told(&dossier(other, &events)),
        [
            "10 from MX-L1 to MX-L2 in 2023-12",
            "15 from MX-L2 to MX-L1 in 2024-01",
            "5 from MX-L3 to MX-L2 in 2023-12",
        ]
    );
}

fn flows_of(events: &str) -> (Vec<String>, Vec<String>) {
    let text = format!(
        r#"{{"format": "corridor/1", "as_of": "2024-01-31",
            "places": [{{"code": "MX-L1", "name": "A"}}, {{"code": "MX-L2", "name": "B"}}, {{"code": "MX-L3", "name": "C"}}],
            "groups": [{{"id": "x", "name": "x", "mode": "foot"}}, {{"id": "y", "name": "y", "mode": "foot", "split_from": "x"}}],
            "events": [{events}]}}"#
    );
    let dossier: Dossier = serde_json::from_str(&text).unwrap();
    let flows = dossier.flows().unwrap();
    assert_eq!(&flows.clone().into_table(), flows.table());
    let counted = flows.table().iter().map(|flow| flow.to_string());
    let uncounted = flows.uncounted().iter().map(ToString::to_string);
    (counted.collect(), uncounted.collect())
}

const DEPARTED: &str = r#"{"id": "e1", "type": "departure", "on": "2023-12-01", "status": "occurred",
    "group": "x", "place": "MX-L1", "headcount": 6000}"#;
const ARRIVED: &str = r#"{"id": "e9", "type": "sighting", "on": "2023-12-09", "status": "occurred",
    "group": "x", "place": "MX-L3"}"#;

/// The whole's headcount is that of no part: nobody is counted twice.
#[test]
fn a_split_without_a_place_multiplies_nobody() {
    let split = r#"{"id": "e2", "type": "split", "on": "2023-12-03", "status": "occurred", "group": "x",
        "parts": [{"group": "x", "headcount": 5500}, {"group": "y", "headcount": 500}]}"#;
    let other = r#"{"id": "e8", "type": "sighting", "on": "2023-12-08", "status": "occurred",
        "group": "y", "place": "MX-L2"}"#;
    let (counted, uncounted) = flows_of(&[DEPARTED, split, other, ARRIVED].join(", "));
    assert_eq!(counted, <[String; 0]>::default());
    assert_eq!(uncounted.len(), 2, "{uncounted:?}");
}

/// Whoever returns, disperses or joins on the way makes the count at the origin one of others.
#[test]
fn a_group_that_has_changed_is_not_counted_by_its_departure() {
    let (counted, _) = flows_of(&[DEPARTED, ARRIVED].join(", "));
    assert_eq!(counted, ["6,000 from MX-L1 to MX-L3 in 2023-12"]);
    for kind in ["return", "dispersal", "joining"] {
        for (on, counts) in [
            ("2023-12-05", 0),
            ("2023-12-01/2023-12-05", 0),
            ("2023-11-30", 1),
            ("2023-12-10", 1),
        ] {
            let change = format!(
                r#"{{"id": "e2", "type": "{kind}", "on": "{on}", "status": "occurred", "group": "x", "headcount": 4000}}"#
            );
            let (counted, uncounted) = flows_of(&[DEPARTED, &change, ARRIVED].join(", "));
            assert_eq!(
                (counted.len(), uncounted.len()),
                (counts, 1 - counts),
                "{kind} {on}"
            );
        }
    }
}

/// Whoever was met on the way, at a place that nobody tells, is among those who arrive.
#[test]
fn a_merge_without_a_place_changes_who_arrives() {
    let other = r#",{"id":"others","name":"Others","mode":"foot"}"#;
    let ten = counting(AT_A, 10);
    for (on, expected) in [
        ("2023-12-23", "10 from MX-L1 to MX-L2 in 2023-12"),
        (
            "2023-12-25",
            "walkers from A to B on 2023-12-27: nobody says how many",
        ),
        ("2023-12-28", "10 from MX-L1 to MX-L2 in 2023-12"),
    ] {
        let events = [
            ("departure", "walkers", "2023-12-24", ten.as_str()),
            ("merge", "walkers", on, r#""groups":["others"]"#),
            ("arrival", "walkers", "2023-12-27", AT_B),
        ];
        assert_eq!(told(&dossier(other, &events)), [expected], "{on}");
    }
}

/// Of the seed report no more are counted than set out.
#[test]
fn the_report_counts_nobody_twice() {
    let text = include_str!("../../examples/data/exodus_from_poverty.json");
    let dossier: Dossier = serde_json::from_str(text).unwrap();
    let flows = dossier.flows().unwrap();
    assert!(
        flows.table().total().best() <= 10_000,
        "{:?}",
        flows.table()
    );
}
