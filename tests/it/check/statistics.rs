//! Figures of one series against each other, at their limits.

use corridor::{Code, Dossier, Report};

use super::{id_of, read};

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
        [
            "children 500, of a total of 300 (statistic all)",
            "women 600, of a total of 300 (statistic all)",
        ]
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
