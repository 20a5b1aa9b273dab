//! Figures of one series against each other, at their limits.

use corridor::{Code, Dossier, Finding, Report};

use super::{id_of, lines, read};

/// One figure; whatever it does not say is that of arrivals in the US, published long after.
#[derive(Clone, Copy)]
struct Figure<'a> {
    indicator: &'a str,
    unit: &'a str,
    nature: &'a str,
    publisher: &'a str,
    published: &'a str,
    words: &'a str,
}

const ARRIVALS: Figure<'static> = Figure {
    indicator: "arrivals",
    unit: "person",
    nature: "flow",
    publisher: "office",
    published: "2025-06-04",
    words: "",
};
const STOCK: Figure<'static> = Figure {
    indicator: "people in shelters",
    nature: "stock",
    ..ARRIVALS
};
const ENCOUNTERS: Figure<'static> = Figure {
    indicator: "encounters",
    unit: "encounter",
    ..ARRIVALS
};

impl Figure<'_> {
    fn of(self, id: &str, period: &str, value: u64) -> String {
        let Self {
            indicator,
            unit,
            nature,
            publisher,
            published,
            words,
        } = self;
        let words = match words {
            "" => String::new(),
            words => format!(r#""words": "{words}","#),
        };
        format!(
            r#"{{"id": "{id}", "indicator": "{indicator}", "unit": "{unit}", "nature": "{nature}",
                "area": "US", "period": "{period}", "status": "A", "value": {value}, {words}
                "publisher": "{publisher}", "published": "{published}"}}"#
        )
    }
}

fn check(figures: &[String]) -> Report {
    read(&format!(
        r#"{{"format": "corridor/1", "as_of": "2025-12-27",
            "parties": [{{"id": "office", "name": "The office", "kind": "office", "country": "US"}}],
            "statistics": [{}]}}"#,
        figures.join(",")
    ))
    .check()
}

/// What is found of one code: the record and the text.
fn of(code: Code, figures: &[String]) -> Vec<String> {
    let report = check(figures);
    let found = report.iter().filter(|finding| finding.code() == code);
    found
        .map(|f| format!("{}: {}", id_of(f), f.message()))
        .collect()
}

fn count(code: Code, figures: &[String]) -> usize {
    check(figures).count_of(code)
}

/// A fifth is a revision, more is not.
#[test]
fn a_revision_is_large_above_a_fifth() {
    let revised = |value| {
        let first = Figure {
            published: "2024-01-01",
            ..ARRIVALS
        };
        let report = check(&[
            first.of("v1", "2023-10", 1_000),
            ARRIVALS.of("v2", "2023-10", value),
        ]);
        let codes: Vec<_> = report.codes().map(|(code, _)| code.as_str()).collect();
        codes.join(" ")
    };
    assert_eq!(revised(1_200), "provisional-as-final");
    assert_eq!(revised(800), "provisional-as-final");
    assert_eq!(revised(1_201), "revision-large");
    assert_eq!(revised(799), "revision-large");
    assert_eq!(revised(1_000), "");
}

/// Two figures of one day contradict each other; neither revises the other.
#[test]
fn figures_of_one_day_are_no_revision() {
    let report = check(&[
        ARRIVALS.of("v1", "2023-10", 1_000),
        ARRIVALS.of("v2", "2023-10", 1_100),
    ]);
    let codes: Vec<_> = report.codes().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["vintage-conflict"]);
}

/// One finding a series, which says how many more of its figures were revised.
#[test]
fn a_series_that_was_revised_is_told_once() {
    let revised = |months: usize| {
        let first = Figure {
            published: "2024-01-01",
            ..ARRIVALS
        };
        let figures: Vec<_> = ["2023-09", "2023-10", "2023-11"]
            .iter()
            .take(months)
            .enumerate()
            .flat_map(|(at, month)| {
                let (one, other) = (format!("a{at}"), format!("b{at}"));
                [
                    first.of(&one, month, 1_000),
                    ARRIVALS.of(&other, month, 1_100),
                ]
            })
            .collect();
        of(Code::ProvisionalAsFinal, &figures)
    };
    let told = |rest: &str| {
        [format!(
            "a0: of normal status, but revised later (statistic b0){rest}"
        )]
    };
    assert_eq!(revised(1), told(""));
    assert_eq!(revised(2), told(", as was 1 more of the series"));
    assert_eq!(revised(3), told(", as were 2 more of the series"));
}

/// The first gap, and how many months are missing where there are others.
#[test]
fn months_that_are_missing_are_counted() {
    let missing = |months: &[&str]| {
        let figures: Vec<_> = months
            .iter()
            .enumerate()
            .map(|(at, month)| ARRIVALS.of(&format!("m{at}"), month, 1_000))
            .collect();
        of(Code::MonthMissing, &figures)
    };
    assert_eq!(missing(&["2023-01", "2023-02"]), [""; 0]);
    assert_eq!(
        missing(&["2023-01", "2023-03", "2023-04"]),
        ["m1: 2023-02 is left out"]
    );
    assert_eq!(
        missing(&["2023-01", "2023-04"]),
        ["m1: 2023-02/2023-03 is left out"]
    );
    assert_eq!(
        missing(&["2023-01", "2023-03", "2023-06"]),
        ["m1: 2023-02 is left out, of 3 months in all"]
    );
}

/// A day in common is an overlap; two years are not.
#[test]
fn periods_overlap_by_a_day() {
    for (one, other, overlap) in [
        ("2023-01", "2023-02", false),
        ("2023-01-01/2023-01-31", "2023-01-31/2023-02-28", true),
        ("2023-01-01/2023-01-31", "2023-02-01/2023-02-28", false),
        // A day at the end of a month is a part of it.
        ("2023-01", "2023-01-31", false),
        // The fiscal year and the calendar year; half a year is none.
        ("2022-10/2023-09", "2023", false),
        ("2023", "2023-10/2024-03", true),
        ("2022-10/2023-03", "2023", true),
        // A week and a fortnight lie across months; ten days are neither.
        ("2023-01", "2023-W05", false),
        ("2023-01-23/2023-02-05", "2023-02", false),
        ("2023-01-27/2023-02-05", "2023-02", true),
    ] {
        let figures = [ARRIVALS.of("a", one, 1_000), ARRIVALS.of("b", other, 1_000)];
        let found = count(Code::PeriodsOverlap, &figures);
        assert_eq!(found == 1, overlap, "{one} {other}");
    }
}

/// The last day of a period is of it: what one day counts is not above what the month does.
#[test]
fn the_last_day_is_a_part_of_its_month() {
    let of_month = |value| {
        let figures = [
            ARRIVALS.of("month", "2023-01", 1_000),
            ARRIVALS.of("day", "2023-01-31", value),
        ];
        count(Code::PartAboveTotal, &figures)
    };
    assert_eq!(of_month(1_000), 0);
    assert_eq!(of_month(1_001), 1);
}

/// Two stocks or more, of anybody at all, and exactly their sum.
#[test]
fn a_stock_is_summed_of_two_or_more() {
    let months = ["2023-10", "2023-11", "2023-12"];
    for (kind, whole, parts, is_summed) in [
        (STOCK, 500, &[500][..], false),
        (STOCK, 500, &[200, 300], true),
        (STOCK, 501, &[200, 300], false),
        (STOCK, 600, &[200, 300, 100], true),
        (STOCK, 0, &[0, 0], false),
        // That is what a flow is.
        (ARRIVALS, 500, &[200, 300], false),
    ] {
        let mut figures = vec![kind.of("whole", "2023-10/2023-12", whole)];
        figures.extend(
            (parts.iter().zip(months))
                .map(|(value, month)| kind.of(&format!("p{month}"), month, *value)),
        );
        let found = count(Code::StockSummed, &figures);
        assert_eq!(found == 1, is_summed, "{whole} {parts:?}");
    }
}

/// The first stock is told, with the first flow, in whatever order they stand.
#[test]
fn an_indicator_of_two_natures_is_told_by_its_first_records() {
    let flow = Figure {
        nature: "flow",
        ..STOCK
    };
    let mut figures = [
        flow.of("f2", "2023-09", 1_000),
        STOCK.of("s2", "2023-09", 1_000),
        flow.of("f1", "2023-10", 1_000),
        STOCK.of("s1", "2023-10", 1_000),
        flow.of("f3", "2023-11", 1_000),
        STOCK.of("s3", "2023-11", 1_000),
    ];
    let told = of(Code::NatureMixed, &figures);
    assert!(told.len() == 1 && told[0].starts_with("s1: "), "{told:?}");
    assert!(told[0].contains("statistic f1"), "{told:?}");
    figures.reverse();
    assert_eq!(of(Code::NatureMixed, &figures), told);
}

/// A stock that stays as it is, and nothing at all, are the same by either calendar.
#[test]
fn a_fiscal_year_is_known_by_a_flow_of_somebody() {
    for (kind, value, is_taken) in [
        (ARRIVALS, 500, true),
        (ARRIVALS, 1, true),
        (ARRIVALS, 0, false),
        (STOCK, 500, false),
    ] {
        let figures = [
            kind.of("fiscal", "2022-10/2023-09", value),
            kind.of("calendar", "2023", value),
        ];
        let found = count(Code::FiscalAsCalendar, &figures);
        assert_eq!(found == 1, is_taken, "{} {value}", kind.nature);
    }
}

/// Words that name both say what they count, and words that name neither say nothing.
#[test]
fn words_name_persons_and_no_encounters() {
    for (words, named) in [
        ("more than 240,000 migrants", true),
        ("240,000 personas", true),
        ("more than 240,000", false),
        ("more than 240,000 encounters", false),
        ("240,000 encounters with migrants", false),
        ("240,000 encuentros con migrantes", false),
    ] {
        let figure = Figure {
            words,
            ..ENCOUNTERS
        };
        let figures = [figure.of("s", "2023-11", 240_000)];
        let found = count(Code::EncountersCalledPersons, &figures);
        assert_eq!(found == 1, named, "{words}");
    }
    let figure = Figure {
        words: "240,000 migrants",
        ..ENCOUNTERS
    };
    assert_eq!(
        of(
            Code::EncountersCalledPersons,
            &[figure.of("s", "2023-11", 240_000)]
        ),
        ["s: 240,000 persons: \"240,000 migrants\" is a figure in encounters"]
    );
}

/// Days are counted once: of two periods with a day in common, the one that ends first.
#[test]
fn persons_are_held_to_encounters_of_days_that_are_counted_once() {
    let persons = |periods: [&str; 2]| {
        let [one, other] = periods;
        of(
            Code::EncountersCalledPersons,
            &[
                ENCOUNTERS.of("a", one, 1_000),
                ENCOUNTERS.of("b", other, 1_000),
                ARRIVALS.of("p", "2023-01/2023-02", 2_000),
            ],
        )
    };
    assert_eq!(
        persons(["2023-01", "2023-02"]),
        ["p: 2,000 persons: office counts 2,000 encounters there in that time"]
    );
    assert_eq!(
        persons(["2023-01-01/2023-01-31", "2023-01-31/2023-02-28"]),
        ["p: 2,000 persons: office counts 1,000 encounters there in 31 of the 59 days"]
    );
}

/// The days of a year are counted, whatever month of it is counted too.
#[test]
fn persons_of_a_month_are_held_to_encounters_of_its_year() {
    let counted = Figure {
        indicator: "arrivals",
        ..ENCOUNTERS
    };
    let figures = [
        counted.of("year", "2023", 12_000),
        counted.of("month", "2023-03", 1_000),
        ARRIVALS.of("p", "2023-10", 10),
    ];
    assert_eq!(count(Code::EncountersCalledPersons, &figures), 1);
}

/// "persons", "people" or "migrants" are persons too, though not the word of the wire.
#[test]
fn persons_by_another_noun_are_held_to_encounters_too() {
    let page = Code::EncountersCalledPersons.explain();
    let (_, fires) = page.split_once("```json dossier\n").unwrap();
    let (fires, _) = fires.split_once("```").unwrap();
    for (unit, is_found) in [
        ("person", true),
        ("persons", true),
        ("People", true),
        ("migrants", true),
        ("household", false),
        ("asylum claims", false),
    ] {
        let text = fires.replace(r#""unit": "person""#, &format!(r#""unit": "{unit}""#));
        let dossier: corridor::Dossier = serde_json::from_str(&text).unwrap();
        let found = dossier.check().count_of(Code::EncountersCalledPersons);
        assert_eq!(found > 0, is_found, "{unit}");
    }
}

#[test]
fn encounters_are_told_from_persons_by_their_number() {
    let statistic = |id: &str, unit: &str, indicator: &str, period: &str, value: u64| {
        format!(
            r#"{{"id": "{id}", "indicator": "{indicator}", "unit": "{unit}", "nature": "flow", "area": "US southwest border",
                 "period": "{period}", "status": "A", "value": {value}, "publisher": "us-cbp", "published": "2023-12-26"}}"#
        )
    };
    let months = |first: u32, last: u32| -> Vec<_> {
        (first..=last)
            .map(|month| {
                let (id, period) = (format!("m{month}"), format!("2023-{month:02}"));
                statistic(&id, "encounter", "encounters", &period, 200_000)
            })
            .collect()
    };
    for (persons, indicator, known, is_taken) in [
        // All eleven months are known: 2,200,000 encounters.
        (2_200_000, "arrivals", months(1, 11), true),
        (2_000_000, "arrivals", months(1, 11), true),
        (1_900_000, "arrivals", months(1, 11), false),
        // Nine of eleven: pro rata.
        (2_000_000, "arrivals", months(1, 9), true),
        (1_900_000, "arrivals", months(1, 9), false),
        // Too few to tell, whatever they sum to.
        (2_200_000, "arrivals", months(1, 5), false),
        (2_200_000, "arrivals", Vec::new(), false),
        // The same indicator in both units needs no number.
        (100_000, "Encounters", months(1, 11), true),
    ] {
        let mut statistics = known;
        statistics.push(statistic(
            "claim",
            "person",
            indicator,
            "2023-01/2023-11",
            persons,
        ));
        let text = format!(
            r#"{{"format": "corridor/1", "as_of": "2023-12-27",
                "parties": [{{"id": "us-cbp", "name": "CBP", "kind": "office", "country": "US"}}],
                "statistics": [{}]}}"#,
            statistics.join(",")
        );
        let count = read(&text).check().count_of(Code::EncountersCalledPersons);
        assert_eq!(count > 0, is_taken, "{persons} {indicator}");
    }
}

/// Thirty months from October 2022 on, then figures of whole years: by whom, for which period, and
/// how many.
fn with_years(months: usize, years: &[(&str, &str, u64)]) -> Dossier {
    let figure = |(at, (publisher, period, value)): (usize, (&str, String, u64))| {
        format!(
            r#"{{"id": "s{at}", "indicator": "arrivals", "unit": "person", "nature": "flow", "area": "US",
                "period": "{period}", "status": "A", "value": {value}, "publisher": "{publisher}",
                "published": "2025-06-04"}}"#
        )
    };
    let month = |at: usize| {
        let (year, month) = (2022 + (at + 9) / 12, (at + 9) % 12 + 1);
        (
            "office",
            format!("{year}-{month:02}"),
            1_000 + (at * at) as u64,
        )
    };
    let years = years
        .iter()
        .map(|&(by, period, value)| (by, period.to_owned(), value));
    let figures: Vec<_> = (0..months)
        .map(month)
        .chain(years)
        .enumerate()
        .map(figure)
        .collect();
    read(&format!(
        r#"{{"format": "corridor/1", "as_of": "2025-12-27",
            "parties": [{{"id": "office", "name": "The office", "kind": "office", "country": "US"}},
                        {{"id": "paper", "name": "The paper", "kind": "organisation"}}],
            "statistics": [{}]}}"#,
        figures.join(",")
    ))
}

#[test]
fn a_fiscal_year_may_be_known_by_its_months_only() {
    let sum = |from: u64| (from..from + 12).map(|at| 1_000 + at * at).sum::<u64>();
    let (fiscal, calendar, next_fiscal) = (sum(0), sum(3), sum(12));
    let found = |dossier: Dossier| {
        let report = dossier.check();
        let lines = report
            .iter()
            .filter(|finding| finding.code() == Code::FiscalAsCalendar);
        lines.map(ToString::to_string).collect::<Vec<_>>()
    };
    let is_fiscal = |statistic: &str, value: &str, year: &str| {
        vec![format!(
            "warning[fiscal-as-calendar] statistic {statistic} (arrivals, 2023): \
             {value} is the sum of the months of the fiscal year {year}"
        )]
    };
    // The office's own figure, and that of somebody who quotes it; with the calendar year's months
    // known in full or in part.
    for months in [12, 15, 30] {
        for by in ["office", "paper"] {
            let dossier = with_years(months, &[(by, "2023", fiscal)]);
            let told = is_fiscal(&format!("s{months}"), "12,506", "2022-10/2023-09");
            assert_eq!(found(dossier), told);
        }
    }
    // Twelve months that start in the October of the year itself.
    let dossier = with_years(30, &[("paper", "2023", next_fiscal)]);
    assert_eq!(
        found(dossier),
        is_fiscal("s30", "15,818", "2023-10/2024-09")
    );

    let mended = [
        with_years(30, &[("paper", "2023", calendar)]),
        with_years(
            30,
            &[
                ("paper", "2022-10/2023-09", fiscal),
                ("office", "2023", calendar),
            ],
        ),
        // Not one of the fiscal years; one month of it is not known; another year.
        with_years(30, &[("paper", "2023", fiscal + 1)]),
        with_years(11, &[("paper", "2023", fiscal)]),
        with_years(30, &[("paper", "2021", fiscal)]),
    ];
    for dossier in mended {
        assert_eq!(found(dossier), [""; 0]);
    }
}

/// A part of two dimensions is held to both totals of one, and to that of all where nothing lies
/// between.
#[test]
fn a_part_is_held_to_the_totals_around_it() {
    let told = |figures: &[(&str, &str, &str)]| {
        let statistics: Vec<_> = figures
            .iter()
            .map(|(id, breakdown, value)| {
                format!(
                    r#"{{"id": "{id}", "indicator": "people in shelters", "unit": "person",
                        "nature": "stock", "area": "MX", "breakdown": {{{breakdown}}},
                        "period": "2023-10", "status": "A", "value": {value},
                        "publisher": "inm", "published": "2023-11-14"}}"#
                )
            })
            .collect();
        let report = read(&format!(
            r#"{{"format": "corridor/1", "as_of": "2023-12-27",
                "parties": [{{"id": "inm", "name": "INM", "kind": "office", "country": "MX"}}],
                "statistics": [{}]}}"#,
            statistics.join(",")
        ))
        .check();
        let texts = report
            .iter()
            .map(|f| format!("{} {}", id_of(f), f.message()));
        texts.collect::<Vec<_>>()
    };
    let (women, children) = (r#""sex": "female""#, r#""age": "0-17""#);
    let girls = format!("{women}, {children}");
    let girls = girls.as_str();
    // Each of the two totals of one dimension, and the lesser where both are passed.
    let exceeds = |all, female, minors, both| {
        told(&[
            ("all", "", all),
            ("women", women, female),
            ("children", children, minors),
            ("girls", girls, both),
        ])
    };
    assert!(exceeds("1000", "600", "400", "400").is_empty());
    let of = |total, statistic| format!("girls 401, of a total of {total} (statistic {statistic})");
    assert_eq!(exceeds("1000", "600", "400", "401"), [of(400, "children")]);
    assert_eq!(exceeds("1000", "400", "600", "401"), [of(400, "women")]);
    assert_eq!(exceeds("1000", "300", "200", "401"), [of(200, "children")]);
    // What a total that is too large already tells is not told again of its parts.
    assert_eq!(
        exceeds("300", "600", "200", "200"),
        ["women 600, of a total of 300 (statistic all)"]
    );
    assert_eq!(
        exceeds("300", "600", "500", "400"),
        ["children 500, of a total of 300 (statistic all)"],
        "one total is told once"
    );
    // Nothing between, or nothing that would tell.
    assert_eq!(
        told(&[("all", "", "300"), ("girls", girls, "401")]),
        [of(300, "all")]
    );
    let vague = r#"{"low": 100, "best": 200, "high": 900}"#;
    assert_eq!(exceeds("300", vague, vague, "401"), [of(300, "all")]);
    assert!(told(&[("all", "", "401"), ("girls", girls, "401")]).is_empty());
}

/// What two statistics or more of one series say: key for key.
fn told(figures: &[String]) -> Vec<String> {
    let report = check(figures);
    let told = report.iter().map(|f| format!("{} {}", f.code(), id_of(f)));
    told.collect()
}

fn figure(id: &str, rest: &str) -> String {
    format!(
        r#"{{"id": "{id}", "indicator": "returned", "unit": "person", "nature": "flow", "area": "GT",
            "period": "2023", "status": "A", "publisher": "office", "published": "2025-08-08", {rest}}}"#
    )
}

/// Figures of one day that have something in common are one, told twice or three times.
#[test]
fn figures_of_one_day_conflict_where_they_have_nothing_in_common() {
    let of = |figures: &[&str]| {
        let rows: Vec<_> = figures
            .iter()
            .enumerate()
            .map(|(at, rest)| figure(&format!("s{at}"), rest))
            .collect();
        told(&rows)
    };
    let (exact, words) = (r#""value": 22250"#, r#""words": "más de 22 mil""#);
    let (about, fewer) = (
        r#""words": "about 22,000""#,
        r#""words": "fewer than 22,000""#,
    );
    for clean in [
        &[exact, words][..],
        &[words, exact],
        &[exact, words, about],
        &[about, r#""words": "more than 20,000""#, exact],
        &[fewer, about],
    ] {
        assert_eq!(of(clean), [""; 0], "{clean:?}");
    }
    // The two that have nothing in common are named, and the day is told once.
    for (figures, conflict) in [
        (&[exact, fewer][..], "vintage-conflict s1"),
        (
            &[r#""words": "más de 23 mil""#, fewer],
            "vintage-conflict s1",
        ),
        (&[fewer, about, exact], "vintage-conflict s2"),
        (
            &[exact, r#""value": 22251"#, r#""value": 22260"#],
            "vintage-conflict s2",
        ),
    ] {
        assert_eq!(of(figures), [conflict], "{figures:?}");
    }
    let report = check(&[
        figure("s0", fewer),
        figure("s1", about),
        figure("s2", exact),
    ]);
    assert_eq!(
        report.iter().next().map(Finding::message).as_deref(),
        Some("22,250, but up to 22,000 on the same day (statistic s0)")
    );
}

/// Press figures of a series: a month beside the year to date, two months compared.
#[test]
fn ordinary_figures_of_the_press_are_clean() {
    let of = |figures: &[(&str, &str, u64)]| {
        let rows = figures.iter().map(|(period, published, value)| {
            let figure = Figure {
                published,
                ..ARRIVALS
            };
            figure.of(&format!("p{}", period.replace('/', "-")), period, *value)
        });
        told(&rows.collect::<Vec<_>>())
    };
    for clean in [
        // A month beside the year to date, whose end is within the month.
        &[
            ("2023-01-01/2023-09-27", "2023-09-28", 399_606),
            ("2023-09", "2023-10-05", 75_268),
        ][..],
        &[
            ("2023-01-01/2023-09-27", "2024-01-02", 399_606),
            ("2023-09", "2023-10-05", 75_268),
        ],
        // Since the first day of a crisis, and the month.
        &[
            ("2022-02-24/2022-03-05", "2022-03-06", 1_200_000),
            ("2022-03", "2022-04-02", 3_300_000),
        ],
        &[
            ("2017-08-25/2017-10-02", "2017-10-02", 509_000),
            ("2017-08", "2017-09-02", 73_000),
        ],
        // Two quarters, two months, a month of each of three years.
        &[
            ("2023-Q3", "2023-10-05", 1_234),
            ("2022-Q3", "2022-10-05", 1_134),
        ],
        &[
            ("2023-09", "2023-10-05", 1_234),
            ("2022-09", "2022-10-05", 1_134),
        ],
        &[
            ("2021-09", "2021-10-05", 1_234),
            ("2022-09", "2022-10-05", 1_134),
            ("2023-09", "2023-10-05", 1_234),
        ],
        // February and March are counted together.
        &[
            ("2023-01", "2023-05-05", 1_234),
            ("2023-02/2023-03", "2023-05-05", 2_134),
            ("2023-04", "2023-05-05", 1_134),
        ],
    ] {
        assert_eq!(of(clean), [""; 0], "{clean:?}");
    }
    assert_eq!(
        of(&[
            ("2023-01-05/2023-09-27", "2024-01-02", 399_606),
            ("2023-09", "2023-10-05", 75_268)
        ]),
        ["periods-overlap p2023-09"],
        "neither of a year nor of a report"
    );
}

/// A revision of a few people is no change of method, whatever their share.
#[test]
fn a_revision_of_a_few_is_not_large() {
    let revised = |before, after| {
        let first = Figure {
            published: "2024-01-01",
            ..ARRIVALS
        };
        count(
            Code::RevisionLarge,
            &[
                first.of("a", "2023", before),
                ARRIVALS.of("b", "2023", after),
            ],
        )
    };
    assert_eq!(revised(3, 5), 0);
    assert_eq!(revised(5, 15), 0);
    assert_eq!(revised(5, 16), 1);
    assert_eq!(revised(16, 5), 1);
}

/// Parts of one breakdown, against their total.
#[test]
fn parts_together_do_not_exceed_their_total() {
    let of = |dimension: &str, total: u64, parts: &[(&str, u64)]| {
        let part = |value: &str, count: u64| {
            let breakdown =
                format!(r#""breakdown": {{"{dimension}": "{value}"}}, "value": {count}"#);
            figure(
                &format!("{dimension}-{value}").replace(' ', "-"),
                &breakdown,
            )
        };
        let mut rows = vec![figure("all", &format!(r#""value": {total}"#))];
        rows.extend(parts.iter().map(|(value, count)| part(value, *count)));
        told(&rows)
    };
    let nationalities = [
        ("VE", 28_816),
        ("HT", 6_896),
        ("EC", 2_772),
        ("IN", 913),
        ("CO", 1_260),
        ("DO", 84),
        ("CU", 220),
        ("other", 5_138),
    ];
    assert_eq!(
        of("nationality", 38_099, &nationalities),
        ["parts-above-total all"]
    );
    assert_eq!(of("nationality", 46_099, &nationalities), [""; 0]);
    // As far as they may be rounded.
    assert_eq!(of("sex", 1_000, &[("male", 600), ("female", 411)]), [""; 0]);
    assert_eq!(
        of("sex", 1_001, &[("male", 601), ("female", 411)]),
        ["parts-above-total all"]
    );
    // Eurostat rounds to fives, and its small figures too.
    assert_eq!(of("sex", 15, &[("male", 10), ("female", 10)]), [""; 0]);
    assert_eq!(
        of("sex", 15, &[("male", 15), ("female", 15)]),
        ["parts-above-total all"]
    );
    // Ages within ages, a part for all, and words beside ranges.
    for parts in [
        &[("0-17", 400), ("18+", 601), ("0-4", 100), ("5-17", 300)][..],
        &[("total", 1_001), ("0-17", 400), ("18+", 601)],
        &[("0-17", 400), ("18+", 601), ("minors", 400)],
        &[
            ("Y_LT14", 300),
            ("Y14-17", 100),
            ("Y_LT18", 400),
            ("Y_GE18", 601),
        ],
    ] {
        assert_eq!(of("age", 1_001, parts), [""; 0], "{parts:?}");
    }
    assert_eq!(
        of("age", 1_001, &[("0-17", 411), ("18+", 601), ("0-4", 100)]),
        ["parts-above-total all"]
    );
    // One that exceeds it alone is told alone.
    assert_eq!(
        of("sex", 1_001, &[("male", 1_003), ("female", 411)]),
        ["part-above-total sex-male"]
    );
}

/// Periods within a longer one, whatever combination of them there is.
#[test]
fn parts_of_a_period_do_not_contradict_it() {
    let of = |figures: &[(&str, u64)]| {
        let rows = figures.iter().map(|(period, value)| {
            ARRIVALS.of(&format!("p{}", period.replace('/', "-")), period, *value)
        });
        told(&rows.collect::<Vec<_>>())
    };
    // The two months and their period, and a quarter made of two months and one.
    assert_eq!(
        of(&[
            ("2023-01/2023-02", 11_951),
            ("2023-01", 6_988),
            ("2023-02", 11_951)
        ]),
        ["parts-above-total p2023-01-2023-02"]
    );
    assert_eq!(
        of(&[
            ("2023-01/2023-03", 30_250),
            ("2023-01/2023-02", 7_874),
            ("2023-03", 28_816)
        ]),
        ["parts-above-total p2023-01-2023-03"]
    );
    // A year of quarters and months, of which some are not known.
    let year = |year: u64| {
        of(&[
            ("2023", year),
            ("2023-Q1", 300_001),
            ("2023-04", 100_001),
            ("2023-05", 100_001),
            ("2023-S2", 600_001),
        ])
    };
    assert_eq!(year(1_100_004), [""; 0]);
    assert_eq!(year(1_100_003), ["parts-above-total p2023"]);
    assert_eq!(year(2_100_004), [""; 0], "June is not known");
    // All of the year is known.
    let year = |year: u64| of(&[("2023", year), ("2023-S1", 500_001), ("2023-S2", 600_001)]);
    assert_eq!(year(1_100_002), [""; 0]);
    assert_eq!(year(1_100_003), ["parts-below-total p2023"]);
    assert_eq!(year(1_100_001), ["parts-above-total p2023"]);
    assert_eq!(year(1_100_000), [""; 0], "rounded");
    // A fiscal year beside the calendar year, each with its months.
    let mut both = vec![
        ("2022-10/2023-09".to_owned(), 12_u64 * 1_111),
        ("2023".to_owned(), 12 * 1_111),
    ];
    let month = |at: u32| format!("{}-{:02}", 2022 + (at + 9) / 12, (at + 9) % 12 + 1);
    both.extend((0..15).map(|at| (month(at), 1_111)));
    let of_both = |years: [u64; 2]| {
        let mut rows = both.clone();
        (rows[0].1, rows[1].1) = (years[0], years[1]);
        let rows: Vec<_> = rows
            .iter()
            .map(|(period, value)| (period.as_str(), *value))
            .collect();
        of(&rows)
    };
    assert_eq!(of_both([13_332, 13_332]), [""; 0]);
    assert_eq!(
        of_both([13_331, 13_332]),
        ["parts-above-total p2022-10-2023-09"]
    );
    assert_eq!(of_both([13_332, 13_333]), ["parts-below-total p2023"]);
}

/// A total of a later day than its months may have been corrected: by little, or where they were
/// provisional by as much as a revision may.
#[test]
fn months_of_another_day_may_have_been_corrected() {
    let of = |status: &str, published: &str, total: u64| {
        let months = Figure {
            published,
            ..ARRIVALS
        };
        let month = |id: &str, month: &str| {
            months
                .of(id, month, 50_001)
                .replace(r#""status": "A""#, &format!(r#""status": "{status}""#))
        };
        told(&[
            ARRIVALS.of("both", "2023-01/2023-02", total),
            month("jan", "2023-01"),
            month("feb", "2023-02"),
        ])
    };
    assert_eq!(
        of("A", ARRIVALS.published, 99_999),
        ["parts-above-total both"]
    );
    assert_eq!(of("A", "2023-03-05", 99_001), [""; 0]);
    assert_eq!(of("A", "2023-03-05", 95_001), ["parts-above-total both"]);
    assert_eq!(of("A", "2023-03-05", 105_001), ["parts-below-total both"]);
    assert_eq!(of("P", "2023-03-05", 85_001), [""; 0]);
    assert_eq!(of("P", "2023-03-05", 75_001), ["parts-above-total both"]);
}

/// Publishers differ by what each of them ever said, and a series is told once.
#[test]
fn publishers_differ_once_a_series() {
    let by = |publisher: &str, period: &str, value: u64| {
        let id = format!("{publisher}-{period}");
        Figure {
            publisher: if publisher == "h" { "other" } else { "office" },
            ..ARRIVALS
        }
        .of(&id, period, value)
    };
    let told = |figures: &[String]| {
        let text = format!(
            r#"{{"format": "corridor/1", "as_of": "2025-12-27",
                "parties": [{{"id": "office", "name": "The office", "kind": "office", "country": "US"}},
                            {{"id": "other", "name": "Another", "kind": "organisation"}}],
                "statistics": [{}]}}"#,
            figures.join(",")
        );
        lines(&read(&text).check())
    };
    assert_eq!(
        told(&[by("g", "2023", 40_545), by("h", "2023", 39_911)]),
        [
            "notice[publishers-differ] statistic g-2023 (arrivals, 2023): 40,545 by office, but \
             39,911 by other (statistic h-2023)"
        ]
    );
    assert_eq!(
        told(&[by("g", "2023", 40_545), by("h", "2023", 40_500)]),
        [""; 0]
    );
    let months = ["2023-01", "2023-02", "2023-03"];
    let figures = months
        .iter()
        .flat_map(|month| [by("g", month, 1_111), by("h", month, 1_222)]);
    assert_eq!(
        told(&figures.collect::<Vec<_>>()),
        [
            "notice[publishers-differ] statistic h-2023-01 (arrivals, 2023-01): 1,222 by other, but \
             1,111 by office (statistic g-2023-01), as in 2 more periods"
        ]
    );
}

/// Detections, entries, crossings and the like are events; about as many persons are those events.
#[test]
fn events_of_any_unit_are_no_persons() {
    for (unit, events, persons, is_found) in [
        ("entry", 40_802_601, 40_802_601, true),
        ("detections", 380_000, 380_000, true),
        ("border crossing", 1_000, 901, true),
        ("apprehension", 1_000, 899, false),
        ("entradas", 1_000, 1_110, true),
        ("entradas", 1_000, 1_112, false),
        ("landing", 1_000, 1_000, false),
        ("boat", 1_000, 1_000, false),
    ] {
        let figures = [
            Figure { unit, ..ARRIVALS }.of("e", "2023", events),
            ARRIVALS.of("p", "2023", persons),
        ];
        let found = of(Code::EncountersCalledPersons, &figures);
        let told = format!("statistic e counts the same in the unit \"{unit}\"");
        assert_eq!(
            found.len() == 1 && found[0].ends_with(&told),
            is_found,
            "{unit} {persons}"
        );
    }
    // Of several, the one with the last id is named, in whatever order they stand.
    let detections = Figure {
        unit: "detections",
        ..ARRIVALS
    };
    for ids in [["e", "f"], ["f", "e"]] {
        let [one, other] = ids.map(|id| detections.of(id, "2023", 1_000));
        let found = of(
            Code::EncountersCalledPersons,
            &[one, other, ARRIVALS.of("p", "2023", 1_000)],
        );
        assert_eq!(
            found,
            ["p: 1,000 persons: statistic f counts the same in the unit \"detections\""]
        );
    }
    let called = Figure {
        unit: "entry",
        words: "40,802 migrants",
        ..ARRIVALS
    };
    assert_eq!(
        of(
            Code::EncountersCalledPersons,
            &[called.of("e", "2023", 40_802)]
        ),
        ["e: 40,802 persons: \"40,802 migrants\" is a figure in the unit \"entry\""]
    );
}

/// The same figure of the same sources, under two ids.
#[test]
fn a_figure_is_repeated_by_the_same_sources() {
    let rest = r#""value": 5, "sources": ["s"]"#;
    let report = |rows: &[String]| {
        let text = format!(
            r#"{{"format": "corridor/1", "as_of": "2025-12-27",
                "sources": [{{"id": "s", "name": "S", "kind": "newspaper"}}, {{"id": "t", "name": "T", "kind": "newspaper"}}],
                "parties": [{{"id": "office", "name": "The office", "kind": "office", "country": "US"}}],
                "statistics": [{}]}}"#,
            rows.join(",")
        );
        let found = read(&text).check();
        let found = found.iter().filter(|f| f.code() != Code::RecordUnused);
        found
            .map(|f| format!("{} {}", f.code(), id_of(f)))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        report(&[figure("a", rest), figure("b", rest)]),
        ["statistic-repeated b"]
    );
    let other = rest.replace("\"s\"", "\"t\"");
    assert_eq!(report(&[figure("a", rest), figure("b", &other)]), [""; 0]);
    let up = r#""change": {"from": "2022", "direction": "up"}, "sources": ["s"]"#;
    assert_eq!(
        report(&[
            figure("b", up),
            figure("a", up),
            figure("c", &up.replace("up", "down"))
        ])
        .first()
        .map(String::as_str),
        Some("statistic-repeated b")
    );
    let third = [figure("a", rest), figure("b", &other), figure("c", rest)];
    assert_eq!(report(&third), ["statistic-repeated c"]);
}

/// Ten times as many as both months beside it; three times is a month of the Darién.
#[test]
fn a_month_leaps_by_a_digit() {
    let of = |months: &[u64]| {
        let rows = months.iter().zip(1_u64..).map(|(value, month)| {
            ARRIVALS.of(&format!("m{month}"), &format!("2023-{month:02}"), *value)
        });
        told(&rows.collect::<Vec<_>>())
    };
    for clean in [
        // January to December 2023, as Panama counted them.
        &[
            24_634, 24_657, 38_099, 40_297, 38_962, 29_722, 55_387, 81_946, 75_268, 49_256, 37_231,
            24_626,
        ][..],
        &[1_000, 9_990, 1_000],
        &[99, 1_100, 99],
        // A crisis begins, and one ends.
        &[500, 700, 5_000, 60_000, 90_000],
        &[90_000, 60_000, 500, 400],
        &[2_000, 50, 30, 2_000],
    ] {
        assert_eq!(of(clean), [""; 0], "{clean:?}");
    }
    assert_eq!(of(&[1_000, 10_000, 1_000]), ["value-leaps m2"]);
    assert_eq!(of(&[1_000, 100, 1_000]), ["value-leaps m2"]);
    assert_eq!(of(&[1_000, 900, 10_000]), ["value-leaps m3"]);
    assert_eq!(of(&[24_634, 246_570, 24_099, 40_297]), ["value-leaps m2"]);
    // Neither of two equal months leaps.
    assert_eq!(of(&[1_000, 1_000, 10_000, 9_000]), [""; 0]);
    // A month that is missing may have been on the way.
    for months in [[1, 2, 3], [1, 2, 4], [1, 3, 4]] {
        let rows = months
            .iter()
            .zip([1_000, 900, 10_000])
            .map(|(month, value)| {
                ARRIVALS.of(&format!("m{month}"), &format!("2023-{month:02}"), value)
            });
        let found = count(Code::ValueLeaps, &rows.collect::<Vec<_>>());
        assert_eq!(found, usize::from(months == [1, 2, 3]), "{months:?}");
    }
}

/// A share of those of one breakdown is at most all, and no more than all can fall away.
#[test]
fn one_share_is_no_more_than_its_whole() {
    let change = |direction: &str, percent: &str| {
        let from = r#""from": "2023-08""#;
        format!(r#""change": {{{from}, "direction": "{direction}", "percent": {percent}}}"#)
    };
    for (said, field) in [
        (
            r#""percent": 150, "breakdown": {"sex": "female"}"#.to_owned(),
            Some("percent"),
        ),
        (
            r#""percent": 101, "breakdown": {"sex": "female"}"#.to_owned(),
            Some("percent"),
        ),
        (
            r#""percent": 100, "breakdown": {"sex": "female"}"#.to_owned(),
            None,
        ),
        (
            r#""percent": 100.4, "breakdown": {"sex": "female"}"#.to_owned(),
            Some("percent"),
        ),
        // People in a shelter may be more than its places.
        (r#""percent": 150, "of": "capacity""#.to_owned(), None),
        (change("down", "120"), Some("change")),
        (change("down", "100"), None),
        (change("up", "120"), None),
    ] {
        let report = read(&format!(
            r#"{{"format": "corridor/1", "as_of": "2025-06-04",
                "parties": [{{"id": "office", "name": "Office", "kind": "office", "country": "US"}}],
                "statistics": [{{"id": "s", "indicator": "entries", "unit": "person", "nature": "flow",
                    "area": "US", "period": "2023-09", "status": "A", {said},
                    "publisher": "office", "published": "2023-10-05"}}]}}"#
        ))
        .check();
        let mut told = report
            .iter()
            .filter(|finding| finding.code() == Code::SharesExceedWhole);
        let found = told.next();
        assert_eq!(found.and_then(Finding::field), field, "{said}: {report}");
        let message = found.map(Finding::message).unwrap_or_default();
        assert!(found.is_none() || message.ends_with("% is more than the whole"));
        assert!(told.next().is_none());
    }
}
