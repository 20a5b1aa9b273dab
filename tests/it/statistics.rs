//! What statistics say beside levels, their vintages in a dossier, and what is found against a series.

use corridor::*;
use proptest::prelude::*;

fn party() -> Draft<Party> {
    Party::draft("snm", "SNM", PartyKind::Office)
}

fn source(id: &str) -> Draft<Source> {
    Source::draft(id, "a paper", SourceKind::Newspaper)
}

fn statistic(id: &str, period: &str) -> Draft<Statistic> {
    Statistic::draft(id, "entries", period)
        .unit(Unit::PERSON)
        .nature(Nature::Flow)
        .area("PA")
        .publisher("snm")
}

fn dated(id: &str, period: &str) -> Draft<Statistic> {
    statistic(id, period).published("2023-12-05")
}

fn dossier(statistics: impl IntoIterator<Item = Draft<Statistic>>) -> Dossier {
    let draft = Dossier::draft("2023-12-27").with(party());
    draft.with_all(statistics).build().unwrap()
}

/// The texts of the findings, without their codes' severity.
fn found(dossier: &Dossier) -> Vec<String> {
    dossier.check().iter().map(ToString::to_string).collect()
}

/// Words are read where nothing else stands, with the noun and the time that they name.
#[test]
fn words_alone_are_a_value_or_a_rate() {
    let say = |words: &str| statistic("s", "2023-09").words(words).build();
    let rate = say("more than 2,000 a day").unwrap();
    assert_eq!(rate.value().unwrap().estimate(), Estimate::at_least(2_000));
    assert_eq!(rate.per(), Some(Per::Day));
    assert_eq!(rate.words(), Some("more than 2,000 a day"));
    let level = say("about 75,000 people").unwrap();
    assert_eq!(level.per(), None);
    let error = say("51 boats").unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        (Code::PhraseNotACount, "words")
    );
    let boats = statistic("s", "2023-09").unit("boat").words("51 boats");
    let boats = boats.build().unwrap();
    assert_eq!(boats.value().unwrap().estimate(), Estimate::exactly(51));
    let stock = statistic("s", "2023-09")
        .nature(Nature::Stock)
        .words("300 a week");
    let error = stock.build().unwrap_err();
    assert_eq!((error.code(), error.path()), (Code::KeyMisplaced, "per"));
    // A headcount is no rate.
    let figure = Figure::quoted("3,000 a day").unwrap_err();
    assert_eq!(figure.code(), Code::PhraseNotACount);
    assert!(Estimate::read("3,000 a day").is_err());
    // What stands is not read again.
    let share = statistic("s", "2023")
        .percent("25 %")
        .words("a quarter")
        .build();
    assert_eq!(share.unwrap().percent().unwrap().best(), 25.0);
}

#[test]
fn what_was_said_can_be_said_otherwise() {
    let rate = statistic("s", "2023-09")
        .words("3,000 a day")
        .build()
        .unwrap();
    let share = rate.to_draft().without("value").percent(12.5).of("entries");
    let share = share.build().unwrap();
    assert_eq!(
        (share.value(), share.per(), share.words()),
        (None, None, None)
    );
    assert_eq!(
        (share.percent().unwrap().best(), share.of()),
        (12.5, Some("entries"))
    );
    let rank = share.to_draft().without("percent").rank(Rank::lowest());
    assert!(!rank.build().unwrap().rank().unwrap().is_highest());
    let change = Change::down("2023-08").by(6_678);
    let change = share
        .to_draft()
        .without("percent")
        .change(change)
        .build()
        .unwrap();
    let change = change.change().unwrap();
    assert_eq!(
        (change.direction(), change.by()),
        (Direction::Down, Some(Estimate::exactly(6_678)))
    );
    assert_eq!(change.percent(), None);
    let elsewhere = rate
        .to_draft()
        .without("area")
        .place("PA-L1")
        .build()
        .unwrap();
    assert_eq!(
        (
            elsewhere.key().area(),
            elsewhere.key().place().unwrap().as_str()
        ),
        (None, "PA-L1")
    );
    let error = rate.to_draft().place("PA-L1").build().unwrap_err();
    assert_eq!((error.code(), error.path()), (Code::KeyMisplaced, "place"));
    let error = dossier([]).push(elsewhere).unwrap_err();
    assert_eq!(
        (error.code(), error.path()),
        (Code::ReferenceDangling, "place")
    );
}

/// The day of the sources is the vintage, at every moment.
#[test]
fn a_vintage_is_taken_from_the_sources() {
    let mut dossier = Dossier::draft("2023-12-27")
        .with(party())
        .with(source("a").published("2023-10-05"))
        .with(source("b").published("2023-10-05"))
        .with(source("c").published("2023-10"))
        .with(source("d"))
        .build()
        .unwrap();
    let of =
        |sources: &'static [&'static str]| statistic("s", "2023-09").value(75_268).sources(sources);
    for sources in [&[][..], &["c"], &["d"], &["a", "d"], &["a", "c"]] {
        let error = dossier.push(of(sources)).unwrap_err();
        assert_eq!(
            (error.code(), error.to_string().as_str()),
            (
                Code::KeyMissing,
                "statistic s: a statistic needs \"published\" where its sources were not all published on one plain day"
            ),
            "{sources:?}"
        );
    }
    let key = of(&[]).build().unwrap().key().clone();
    dossier.push(of(&["a", "b"])).unwrap();
    assert_eq!(dossier.statistic("s").unwrap().published(), None);
    let vintage = |dossier: &Dossier| {
        dossier.series(&key).unwrap().observations()[0]
            .published()
            .to_string()
    };
    assert_eq!(vintage(&dossier), "2023-10-05");

    // A source that moves alone would leave it without a day.
    let before = dossier.clone();
    let error = dossier
        .replace(source("a").published("2023-10-06"))
        .unwrap_err();
    assert_eq!(error.code(), Code::KeyMissing);
    assert_eq!(dossier, before);
    dossier.replace(of(&["a"])).unwrap();
    dossier
        .replace(source("a").published("2023-10-06"))
        .unwrap();
    assert_eq!(vintage(&dossier), "2023-10-06");
    let written = serde_json::to_string(&dossier).unwrap();
    assert!(!written.contains("\"published\":\"2023-10-06\",\"sources\":[\"a\"]"));
    assert_eq!(serde_json::from_str::<Dossier>(&written).unwrap(), dossier);

    // Alone it has no vintage.
    let alone = [dossier.statistic("s").unwrap().clone()];
    let error = Series::from_statistics(&alone).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (
            Code::KeyMissing,
            "statistic s has no day of publication: a series needs it"
        )
    );
    assert!(Series::by_key(&alone).is_err());
    assert!(Breakdown::from_statistics(&alone, &key, "sex").is_err());
    assert!(dossier.breakdown(&key, "sex").is_ok());
}

/// In a batch the sources may come with the statistics, or fall with them.
#[test]
fn a_vintage_is_taken_from_a_batch() {
    let records = || -> Vec<Record> {
        vec![
            statistic("s", "2023-09")
                .value(1)
                .source("a")
                .build()
                .unwrap()
                .into(),
            statistic("t", "2023-09")
                .value(1)
                .source("b")
                .build()
                .unwrap()
                .into(),
            source("a").published("2023-10-05").build().unwrap().into(),
            source("b").build().unwrap().into(),
        ]
    };
    let mut leniently = dossier([]);
    let refused = leniently.extend_leniently(records());
    let refused: Vec<_> = refused
        .iter()
        .map(|(record, error)| (record.id(), error.code()))
        .collect();
    assert_eq!(refused, [("t", Code::KeyMissing)]);
    assert_eq!(leniently.statistics().len(), 1);
    let mut strictly = dossier([]);
    let error = strictly.extend(records()).unwrap_err();
    assert_eq!((error.code(), error.path()), (Code::KeyMissing, "[1]"));
    assert_eq!(strictly, dossier([]));
}

/// Two figures of one vintage that can both be true are one; where they cannot, the rest still stands.
#[test]
fn one_figure_told_twice() {
    let told = dossier([
        dated("a", "2023-09").value(22_250),
        dated("b", "2023-09").words("more than 22 thousand"),
        dated("c", "2023-10").words("about 6,000"),
        dated("d", "2023-10").words("up to 5,900"),
        dated("e", "2023-11").value(1),
        dated("f", "2023-11").value(2),
        dated("rate", "2023-09").words("700 a day"),
        dated("share", "2023-09").percent(40.0),
    ]);
    let series = told.series(told.statistics()[0].key()).unwrap();
    let latest = series.latest();
    let known: Vec<_> = latest
        .observations()
        .map(|row| (row.id().as_str(), row.value()))
        .collect();
    let common = Estimate::try_new(5_500, 5_900, Some(5_900)).unwrap();
    assert_eq!(
        known,
        [
            ("a", Some(Estimate::exactly(22_250))),
            ("c", Some(common)),
            ("e", None)
        ]
    );
    assert_eq!(
        latest.sum("2023-09/2023-10").unwrap().estimate().best(),
        28_150
    );
    assert_eq!(
        latest.sum("2023-09/2023-11").unwrap_err().code(),
        Code::VintageConflict
    );
    assert_eq!(
        latest.partial_sum("2023-11").unwrap_err().code(),
        Code::VintageConflict
    );
    assert_eq!(series.revisions().count(), 0);
    let codes: Vec<_> = told.check().iter().map(Finding::code).collect();
    assert_eq!(codes, [Code::VintageConflict]);
}

proptest! {
    /// The common part is that of the bounds, in whatever order they come, and encloses its best.
    #[test]
    fn the_common_part_is_the_intersection(values in proptest::collection::vec(crate::arbitrary::estimate(), 1..5)) {
        let of = |values: &mut dyn Iterator<Item = &Estimate>| {
            let rows = values.enumerate().map(|(index, value)| {
                dated(&format!("s{index}"), "2023-09").value(*value).build().unwrap()
            });
            Series::from_statistics(rows).unwrap().observations()[0].value()
        };
        let low = values.iter().map(|value| value.low()).max().unwrap();
        let high = values.iter().filter_map(|value| value.high()).min();
        let merged = of(&mut values.iter());
        match merged {
            Some(merged) => {
                prop_assert_eq!((merged.low(), merged.high()), (low, high));
                prop_assert!(merged.contains(merged.best()));
            }
            None => prop_assert!(high.is_some_and(|high| high < low)),
        }
        let bounds = |merged: Option<Estimate>| merged.map(Estimate::bounds);
        prop_assert_eq!(bounds(merged), bounds(of(&mut values.iter().rev())));
    }

    /// A change, a rate and a record that were computed from the figures are never found, however they
    /// were rounded.
    #[test]
    fn what_is_computed_from_the_figures_is_not_found(
        before in 1..5_000_000_u64, after in 0..5_000_000_u64, decimals in 0..3_usize, digits in 0..3_u32,
    ) {
        let round = |count: u64| {
            let unit = 10_u64.pow(digits);
            let rounded = (count + unit / 2) / unit * unit;
            // One digit at least stays as it was.
            if count < unit * 10 { count } else { rounded }
        };
        let share = (after as f64 / before as f64 - 1.0) * 100.0;
        let percent = format!("{:.decimals$}", share.abs()).parse::<f64>().unwrap();
        let difference = round(after.abs_diff(before));
        let changed = |up: bool| if up { Change::up("2023-08") } else { Change::down("2023-08") };
        let up = after >= before;
        let per_day = (after as f64 / 30.0).round() as u64;
        let rank = if up { Rank::highest() } else { Rank::lowest() };
        let statistics = [
            dated("before", "2023-08").value(before),
            dated("after", "2023-09").value(after),
            dated("percent", "2023-09").change(changed(up).percent(percent)),
            dated("by", "2023-09").change(changed(up).by(difference)),
            dated("rank", "2023-09").rank(rank),
            dated("rate", "2023-09").value(Estimate::about(per_day)).per(Per::Day),
        ];
        let found: Vec<_> = dossier(statistics).check().iter().map(ToString::to_string).collect();
        prop_assert!(found.is_empty(), "{:?}", found);
    }
}

/// What cannot be so is found, in these words; and what may be is not.
#[test]
fn claims_are_held_against_their_series() {
    let figures = || {
        [
            dated("aug", "2023-08").value(81_946),
            dated("sep", "2023-09").value(75_268),
            dated("oct", "2023-10").value(49_256),
            dated("nov", "2023-11").value(37_231),
        ]
    };
    let against = |claim: Draft<Statistic>| {
        let found = found(&dossier(figures().into_iter().chain([claim])));
        assert!(found.len() < 2, "{found:?}");
        let text = found.into_iter().next();
        text.map(|text| text.split_once("): ").unwrap().1.to_owned())
    };
    let claim = |period: &str| dated("claim", period);
    let changed = |period: &str, change: Draft<Change>| against(claim(period).change(change));
    let none = None::<String>;

    assert_eq!(
        changed("2023-11", Change::up("2023-10").percent("31 %")),
        Some("up 31% on 2023-10, but 49,256 then and 37,231 now".to_owned())
    );
    assert_eq!(
        changed("2023-11", Change::down("2023-10").percent("24.4 %")),
        none
    );
    assert_eq!(
        changed("2023-11", Change::down("2023-10").percent("24 %")),
        none
    );
    assert!(changed("2023-11", Change::down("2023-10").percent("24.5 %")).is_some());
    assert_eq!(
        changed("2023-11", Change::down("2023-10").percent("more than 20 %")),
        none
    );
    assert!(changed("2023-11", Change::down("2023-10").percent("more than 30 %")).is_some());
    assert_eq!(changed("2023-11", Change::down("2023-10").by(12_025)), none);
    assert_eq!(changed("2023-11", Change::down("2023-10").by(12_000)), none);
    assert!(changed("2023-11", Change::down("2023-10").by(12_024)).is_some());
    assert!(changed("2023-11", Change::up("2023-10")).is_some());
    assert_eq!(changed("2023-11", Change::down("2023-10")), none);
    // Against a sum, and against what nobody counted.
    assert_eq!(
        changed(
            "2023-10/2023-11",
            Change::down("2023-08/2023-09").percent(45.0)
        ),
        none
    );
    assert!(
        changed(
            "2023-10/2023-11",
            Change::down("2023-08/2023-09").percent(55.0)
        )
        .is_some()
    );
    assert_eq!(
        changed("2023-11", Change::up("2022-11").percent(900.0)),
        none
    );

    let ranked = |period: &str, rank: Draft<Rank>| against(claim(period).rank(rank));
    assert_eq!(
        ranked("2023-10", Rank::highest()),
        Some("the highest, but 75,268 in 2023-09 (statistic sep)".to_owned())
    );
    assert_eq!(ranked("2023-11", Rank::lowest()), none);
    assert_eq!(ranked("2023-11", Rank::lowest().since("2023-09")), none);
    assert_eq!(ranked("2023-11", Rank::highest().since("2023-10")), none);
    let alone = Some("a record, and no figures to compare it with".to_owned());
    assert_eq!(ranked("2023-08", Rank::highest()), alone);
    assert_eq!(ranked("2023-12", Rank::highest()), alone);
    assert_eq!(ranked("2023-11", Rank::highest().since("2023-11")), alone);
    // A quarter is no month, and has no quarter before it.
    assert_eq!(ranked("2023-09/2023-11", Rank::highest()), alone);

    let rate = |words: &str| against(claim("2023-09").words(words));
    assert_eq!(rate("2,509 a day"), none);
    assert_eq!(rate("2,500 a day"), none);
    assert_eq!(rate("more than 2,000 a day"), none);
    assert_eq!(
        rate("3,000 a day"),
        Some("3,000 a day, but 75,268 in all of its period".to_owned())
    );
    assert_eq!(rate("some 17,500 a week"), none);
    assert_eq!(rate("75,268 a month"), none);
    assert!(rate("75,269 a month").is_some());
}

/// A later vintage does not make a lie of what was said before it.
#[test]
fn a_claim_may_go_by_any_vintage() {
    let figures = [
        dated("before", "2023-01").value(24_634),
        dated("first", "2023-02")
            .value(21_093)
            .status(ObservationStatus::Provisional)
            .published("2023-03-05"),
        dated("revised", "2023-02").value(24_657),
        dated("claim", "2023-02")
            .change(Change::down("2023-01").percent("14.4 %"))
            .published("2023-03-06"),
        dated("today", "2023-02").change(Change::up("2023-01").percent("0.1 %")),
    ];
    assert_eq!(found(&dossier(figures)), Vec::<String>::new());
}

/// Claims that the figures bear out, or that these say nothing of.
#[test]
fn claims_are_held_to_the_figures_of_their_own_publisher() {
    let month = |id: &str, month: &str, value: u64| dated(id, month).value(value);
    let claim = |month: &str| dated("claim", month);
    let told = |figures: Vec<Draft<Statistic>>| {
        let iom = Party::draft("iom", "IOM", PartyKind::Organisation);
        let dossier = Dossier::draft("2024-02-01").with(party()).with(iom);
        let dossier = dossier.with_all(figures).build().unwrap();
        let codes = dossier.check();
        codes
            .iter()
            .map(Finding::code)
            .filter(|code| *code != Code::RecordUnused)
            .collect::<Vec<_>>()
    };
    // "The most since August": August had more.
    assert_eq!(
        told(vec![
            month("aug", "2023-08", 81_946),
            month("sep", "2023-09", 75_268),
            month("oct", "2023-10", 80_001),
            claim("2023-10").rank(Rank::highest().since("2023-08")),
        ]),
        []
    );
    assert_eq!(
        told(vec![
            month("aug", "2023-08", 81_946),
            month("sep", "2023-09", 85_268),
            month("oct", "2023-10", 80_001),
            claim("2023-10").rank(Rank::highest().since("2023-08")),
        ]),
        [Code::RankContradictsSeries]
    );
    // As many as ever is a record.
    assert_eq!(
        told(vec![
            month("sep", "2023-09", 80_001),
            month("oct", "2023-10", 80_001),
            claim("2023-10").rank(Rank::highest()),
        ]),
        []
    );
    // A figure that may be as high as the one before has not fallen for certain, but it has to be
    // lower for some value of each.
    let figure = |id: &str, month: &str, low, high| {
        let bounds = Estimate::try_new(low, low, Some(high)).unwrap();
        dated(id, month).value(bounds)
    };
    for (low, expected) in [(89, vec![]), (90, vec![Code::ChangeContradictsSeries])] {
        assert_eq!(
            told(vec![
                figure("sep", "2023-09", 80, 90),
                figure("oct", "2023-10", low, 100),
                claim("2023-10").change(Change::down("2023-09")),
            ]),
            expected,
            "{low}"
        );
    }
    // Halves and thirds of a year add up to it.
    for parts in [
        &["2022-01/2022-06", "2022-07/2022-12"][..],
        &["2022-01/2022-04", "2022-05/2022-08", "2022-09/2022-12"],
    ] {
        let part = |(at, period): (usize, &&str)| dated(&format!("part-{at}"), period).value(201);
        let mut figures: Vec<_> = parts.iter().enumerate().map(part).collect();
        figures.push(month("year", "2023", 701).published("2024-01-16"));
        figures.push(
            claim("2023")
                .change(Change::down("2022"))
                .published("2024-01-16"),
        );
        assert_eq!(told(figures), [Code::ChangeContradictsSeries], "{parts:?}");
    }
    // 111 in eleven days are 307.1 a month and 3,686 a year.
    for (rate, expected) in [
        ("307 a month", vec![]),
        ("309 a month", vec![Code::RateContradictsSeries]),
        ("3,686 a year", vec![]),
        ("3,691 a year", vec![Code::RateContradictsSeries]),
    ] {
        let days = "2023-10-01/2023-10-11";
        assert_eq!(
            told(vec![month("days", days, 111), claim(days).words(rate)]),
            expected,
            "{rate}"
        );
    }
    // The other publisher's month is not that of the claim.
    assert_eq!(
        told(vec![
            month("sep", "2023-09", 1_001),
            month("oct", "2023-10", 501).publisher("iom"),
            claim("2023-10").change(Change::up("2023-09").percent(50.0)),
        ]),
        []
    );
    // What was expected is no figure.
    assert_eq!(
        told(vec![
            dated("expected", "2022")
                .value(4_000_000)
                .status(ObservationStatus::Forecast),
            month("year", "2023", 3_000_001).published("2024-01-16"),
            claim("2023").published("2024-01-16").rank(Rank::highest()),
        ]),
        [Code::RankWithoutSeries]
    );
    // So far, and already more than in all of the year before.
    assert_eq!(
        told(vec![
            month("before", "2022", 39_910),
            month("so-far", "2023-01/2023-10", 40_196),
            claim("2023-01/2023-10").rank(Rank::highest()),
        ]),
        []
    );
    // An open figure contradicts, too; nothing falls from nothing.
    let open = Estimate::at_least(2_000);
    assert_eq!(
        told(vec![
            month("sep", "2023-09", 1_001),
            dated("oct", "2023-10").value(open),
            claim("2023-10").change(Change::down("2023-09").percent(50.0)),
        ]),
        [Code::ChangeContradictsSeries]
    );
    assert_eq!(
        told(vec![
            month("sep", "2023-09", 0),
            month("oct", "2023-10", 1_001),
            claim("2023-10").change(Change::down("2023-09").percent(50.0)),
        ]),
        [Code::ChangeContradictsSeries]
    );
}

/// A level is no rate, whatever its unit.
#[test]
fn the_words_of_a_level_are_no_rate() {
    let told = |draft: Draft<Statistic>| found(&dossier([draft]));
    assert_eq!(
        told(dated("s", "2023-09").value(3_000).words("3,000 a day")),
        [
            "warning[figure-contradicts-words] statistic s (entries, 2023-09): 3,000, but \"3,000 a day\" reads as 3,000 a day"
        ]
    );
    assert_eq!(
        told(
            dated("s", "2023-09")
                .value(3_000)
                .per("day")
                .words("3,000 a day")
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        told(
            dated("s", "2023-09")
                .value(50)
                .unit("boat")
                .words("29 boats")
        ),
        [
            "warning[figure-contradicts-words] statistic s (entries, 2023-09): 50, but \"29 boats\" reads as 29"
        ]
    );
    assert_eq!(
        told(
            dated("s", "2023-09")
                .value(5_000)
                .words("300 migrants, 40 of them women")
        ),
        [
            "warning[figure-contradicts-words] statistic s (entries, 2023-09): 5,000, but \"300 migrants, 40 of them women\" reads as 300"
        ]
    );
}

#[test]
fn one_is_recommended() {
    let apart = [
        dated("a", "2023-09").value(75_268).recommended(),
        dated("b", "2023-09")
            .change(Change::up("2023-08"))
            .recommended(),
    ];
    assert_eq!(found(&dossier(apart)), Vec::<String>::new());
    let both = [
        dated("a", "2023-09").value(75_268).recommended(),
        dated("b", "2023-09")
            .words("more than 75,000")
            .recommended(),
        dated("c", "2023-10").value(49_256).recommended(),
    ];
    assert_eq!(
        found(&dossier(both)),
        [
            "warning[recommended-twice] statistic b (entries, 2023-09): statistic a of the same series and period is recommended too"
        ]
    );
}

/// A composition is no sum, and its parts are not more than the whole.
#[test]
fn parts_are_within_their_whole() {
    let figure = |parts: Vec<Draft<Component>>| {
        let draft = dated("s", "2023-09").value(6_062);
        found(&dossier([draft.components(parts)]))
    };
    let of = |age: &str, sex: &str| Component::of("age", age).and("sex", sex);
    let counted = || {
        vec![
            of("0-17", "female").headcount(516),
            of("0-17", "male").headcount(542),
            of("18-", "female").headcount(1_127),
            of("18-", "male").headcount(3_877),
            Component::of("sex", "female").headcount(1_643),
            Component::of("household", "family"),
            Component::of("nationality", "HN").percent("most"),
        ]
    };
    assert_eq!(figure(counted()), Vec::<String>::new());
    let mut one_more = counted();
    one_more.push(of("unknown", "unknown").headcount(1));
    assert_eq!(
        figure(one_more),
        [
            "warning[parts-exceed-whole] statistic s (entries, 2023-09): the parts sum to 6,063, the whole is 6,062"
        ]
    );
    let shares = |shares: &[f64]| {
        let parts = shares.iter().enumerate();
        figure(
            parts
                .map(|(index, share)| {
                    Component::of("nationality", index.to_string()).percent(*share)
                })
                .collect(),
        )
    };
    assert_eq!(shares(&[34.0, 34.0, 33.0]), Vec::<String>::new());
    assert_eq!(shares(&[33.4, 33.4, 33.3]), Vec::<String>::new());
    assert_eq!(
        shares(&[33.4, 33.4, 33.4]),
        [
            "warning[shares-exceed-whole] statistic s (entries, 2023-09): 3 parts have 100.2% of the whole together"
        ]
    );
    assert_eq!(shares(&[34.0, 34.0, 35.0]).len(), 1);
    assert_eq!(shares(&[101.0]).len(), 1);
    // So do shares that are statistics of one whole.
    let share = |id: &str, share: f64| {
        dated(id, "2023-09")
            .breakdown("nationality", id)
            .percent(share)
    };
    assert_eq!(
        found(&dossier([share("HN", 60.0), share("VE", 60.0)])).len(),
        1
    );
    assert_eq!(
        found(&dossier([
            share("HN", 60.0),
            share("VE", 40.0).of("the minors")
        ])),
        Vec::<String>::new()
    );
    // And the people of an event.
    let event = Event::sighting("e", "2023-09-01", "g", "PA-L1").headcount(10);
    let event = event
        .component(Component::of("sex", "male").words("11 men"))
        .source("a");
    let sighted = Dossier::draft("2023-12-27")
        .with(source("a").published("2023-09-02"))
        .with(Place::draft("PA-L1", "Bajo Chiquito").seat((8.3, -77.6)))
        .with(MigrantGroup::draft("g", "G"))
        .with(event)
        .build()
        .unwrap();
    assert_eq!(
        found(&sighted),
        [
            "warning[parts-exceed-whole] event e (sighting at Bajo Chiquito): the parts sum to 11, the whole is 10"
        ]
    );
}

/// A figure that is no headcount is one object with all that is said of it.
#[test]
fn any_other_figure_is_one_object() {
    let read = |text: &str| serde_json::from_str::<Figure>(text);
    for text in [
        "5",
        r#"{"low":5,"best":6,"high":7}"#,
        r#"{"low":5,"best":5}"#,
        r#"{"low":5,"best":5,"words":"at least five"}"#,
        r#"{"low":5,"best":5,"high":5,"composition":[{"breakdown":{"sex":"male"},"headcount":2}]}"#,
    ] {
        let figure = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(serde_json::to_string(&figure).unwrap(), text);
    }
    let worded = read(r#"{"words":"some 40"}"#).unwrap();
    assert_eq!(worded.estimate(), Estimate::about(40));
    for (text, said) in [
        (
            r#""5""#,
            "expected a whole number, or an object with low, best, high, words and composition",
        ),
        ("{}", "key-missing: a figure needs \"low\""),
        (r#"{"low":5}"#, "key-missing: a figure needs \"best\""),
        (r#"{"low":7,"best":5}"#, "low 7 is above best 5"),
        ("-1", "-1 is not a whole number"),
        (
            r#"{"composition":[{"breakdown":{"sex":"male"}}]}"#,
            "\"composition\" belongs to \"best\"",
        ),
    ] {
        let error = read(text).unwrap_err().to_string();
        assert!(error.contains(said), "{text}: {error}");
    }
}
