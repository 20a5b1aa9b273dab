//! Claims side by side.

use std::collections::BTreeSet;

use corridor::analysis::Claim;
use corridor::*;
use proptest::prelude::*;

fn who_counts() -> Dossier {
    serde_json::from_str(include_str!("../../examples/data/who_counts.json")).unwrap()
}

fn ids(claims: &Claims<'_>) -> Vec<String> {
    let ids = claims.iter().map(|claim| claim.event().id().to_string());
    ids.collect()
}

fn group(id: &str) -> Draft<MigrantGroup> {
    MigrantGroup::draft(id, id).mode(TravelMode::Foot)
}

/// A claim of 6,000 or so, from a source.
fn counting(id: &str, on: &str, estimate: Estimate, source: &str) -> Draft<Event> {
    Event::statement(id, on)
        .group("caravan")
        .headcount(estimate)
        .source(source)
}

fn source(id: &str, quotes: Option<&str>) -> Draft<Source> {
    let source = Source::draft(id, id, SourceKind::Newspaper);
    match quotes {
        Some(other) => source.quotes(other),
        None => source,
    }
}

#[test]
fn the_claims_of_christmas_2023_stand_side_by_side() {
    let dossier = who_counts();
    let claims = dossier.claims("caravan").unwrap();
    let told: Vec<_> = claims.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "\"6,000\" (2023-12-24, AP via Voz)",
            "\"8,000\" (2023-12-24, Civil Protection, local unit via Voz)",
            "\"10,000\" (2023-12-24, J. E. Briones via EFE via Spam Chronicles)",
            "\"could include 15,000\" (2023-12-24, Luis Rey García Villagrán via EFE via Spam Chronicles)",
            "\"about seven thousand\" (2023-12-24/2023-12-25, BBC via World Today Journal)",
            "\"around 2 thousand minors and 4 thousand adults\" (2023-12-24, activists who accompany the \
             caravan via Milenio via Voz)",
            "\"around 8,000\" (2023-12-24/2023-12-26, El País via Pledge Times)",
            "\"about 8,000\" (2023-12-24/2023-12-27, organisers of the caravan via Telemundo via NBC News)",
            "\"hasta 10 mil personas\" (2023-12-24~, La Voz)",
        ]
    );
    for claim in &claims {
        let words = claim.figure().words().unwrap();
        assert_eq!(Estimate::read(words).unwrap(), claim.estimate(), "{words}");
    }
    assert_eq!(claims.hull().unwrap().to_string(), "0–15,000");
    assert_eq!(claims.stated().unwrap().to_string(), "6,000–15,000");
    assert_eq!(claims.agreement(), None);
    // One of the organisers speaks for them, and is no other mouth.
    assert_eq!(claims.independent().len(), 8, "eight different mouths");
    let widest = claims.contradictions();
    assert_eq!(widest.len(), 14);
    assert_eq!(
        widest[0].to_string(),
        "\"6,000\" (2023-12-24, AP via Voz) against \"10,000\" (2023-12-24, J. E. Briones via EFE via \
         Spam Chronicles)"
    );
    assert_eq!(widest[0].gap(), 4_000);
    let kinds: Vec<_> = claims
        .by_kind()
        .map(|(kind, claims)| (kind, claims.len(), claims.stated().unwrap().to_string()))
        .collect();
    assert_eq!(
        kinds,
        [
            (SourceKind::Agency, 1, "6,000".to_owned()),
            (SourceKind::Newspaper, 2, "8,000–10,000".to_owned()),
            (SourceKind::Broadcaster, 1, "7,000".to_owned()),
            (SourceKind::Government, 2, "8,000–10,000".to_owned()),
            (SourceKind::Organiser, 3, "6,000–15,000".to_owned()),
        ]
    );
}

#[test]
fn a_day_is_the_one_that_the_figure_is_about() {
    let dossier = who_counts();
    let claims = dossier.claims("caravan").unwrap();
    let on = |day: &str| ids(&claims.about(day).unwrap());
    assert_eq!(on("2023-12-24").len(), 9);
    assert_eq!(
        on("2023-12-25"),
        ["size-bbc", "size-elpais", "size-organisers"]
    );
    assert_eq!(on("2023-12-27"), ["size-organisers"]);
    assert!(on("2023-12-28").is_empty());
    assert_eq!(
        ids(&claims.during("2023-12-26/2023-12-31").unwrap()),
        ["size-elpais", "size-organisers"]
    );
    let nobody = claims.about("2024-01-01").unwrap();
    assert!(nobody.is_empty());
    assert_eq!(
        (nobody.hull(), nobody.stated(), nobody.agreement()),
        (None, None, None)
    );
}

#[test]
fn the_parts_of_a_split_are_claims_about_the_parts() {
    let text = include_str!("../../examples/data/exodus_from_poverty.json");
    let dossier: Dossier = serde_json::from_str(text).unwrap();
    let exodus = dossier.claims("exodus").unwrap();
    assert_eq!(ids(&exodus), ["split", "sighting"]);
    assert_eq!(exodus.agreement().unwrap().to_string(), "6,000–6,500");
    let caravan = dossier.claims("caravan").unwrap();
    assert!(ids(&caravan).contains(&"departure".to_owned()));
    assert!(
        !ids(&caravan).contains(&"split".to_owned()),
        "the whole had no figure of its own"
    );
    assert!(dossier.claims("ahead-arriaga").unwrap().is_empty());
    let error = dossier.claims("nobody").unwrap_err();
    assert_eq!(error.to_string(), "group \"nobody\" is not in the dossier");
    assert_eq!(error.code(), Code::ReferenceDangling);
}

#[test]
fn what_is_planned_is_no_claim_and_who_joins_is_no_headcount() {
    let (on, group, place) = ("2023-12-24", "caravan", "MX07089");
    let headcount = |event: Draft<Event>| event.headcount(9);
    let dossier = Dossier::draft("2023-12-27")
        .with(Place::draft(place, "Tapachula"))
        .with_all(["caravan", "other"].map(self::group))
        .with(headcount(Event::departure("planned", on, group, place)).planned())
        .with(headcount(Event::arrival("cancelled", on, group, place)).cancelled())
        .with(headcount(Event::joining("joining", on, group)))
        .with(headcount(Event::returning("return", on).group(group)))
        .with(headcount(Event::dispersal("dispersal", on, group)))
        .with(headcount(Event::arrival("arrival", on, group, place)))
        .with(headcount(Event::merge("merge", on, group).member("other")))
        .with(headcount(Event::halt("halt", on, group, place)))
        .build()
        .unwrap();
    let claims = dossier.claims("caravan").unwrap();
    assert_eq!(ids(&claims), ["arrival", "merge", "halt"]);
    assert_eq!(
        claims.by_kind().map(|(kind, _)| kind).collect::<Vec<_>>(),
        [SourceKind::Other]
    );
    assert_eq!(
        claims.independent().len(),
        3,
        "what nobody is named for traces back to nobody"
    );
}

#[test]
fn shrinking_from_day_to_day_contradicts_nobody() {
    let dossier = Dossier::draft("2023-12-27")
        .with(group("caravan"))
        .with(source("ap", None))
        .with(counting("a", "2023-12-24", Estimate::exactly(10_000), "ap"))
        .with(counting("b", "2023-12-27", Estimate::exactly(6_000), "ap"))
        .build()
        .unwrap();
    let claims = dossier.claims("caravan").unwrap();
    assert!(claims.contradictions().is_empty());
    assert_eq!(claims.independent().len(), 2, "about different days");
}

#[test]
fn one_agency_in_three_papers_counts_once() {
    let dossier = Dossier::draft("2023-12-27")
        .with(group("caravan"))
        .with_all([
            source("paper", Some("wire")),
            source("wire", Some("ap")),
            source("ap", None),
            source("other", Some("ap")),
            source("one", Some("two")),
            source("two", Some("one")),
        ])
        .with(counting(
            "far",
            "2023-12-24",
            Estimate::about(6_000),
            "paper",
        ))
        .with(counting(
            "near",
            "2023-12-24",
            Estimate::exactly(6_000),
            "ap",
        ))
        .with(counting(
            "beside",
            "2023-12-24/2023-12-25",
            Estimate::at_least(6_000),
            "other",
        ))
        .with(counting(
            "circle",
            "2023-12-24",
            Estimate::exactly(7_000),
            "one",
        ))
        .build()
        .unwrap();
    let claims = dossier.claims("caravan").unwrap();
    assert_eq!(ids(&claims.independent()), ["near", "circle"]);
    let circle = claims.iter().last().unwrap();
    let via: Vec<_> = circle.via().map(Source::name).collect();
    assert_eq!(
        via,
        ["one", "two"],
        "sources that quote each other end where they began"
    );
}

fn estimates() -> impl Strategy<Value = Estimate> {
    let ends = (0_u64..200, 0_u64..100, 0_u64..100, any::<bool>());
    ends.prop_map(|(low, up, more, open)| {
        let best = low + up;
        Estimate::try_new(low, best, (!open).then_some(best + more)).unwrap()
    })
}

fn days() -> impl Strategy<Value = String> {
    let day = (1_u32..12).prop_map(|day| format!("2023-12-{day:02}"));
    let stretch = (1_u32..12, 0_u32..6)
        .prop_map(|(day, more)| format!("2023-12-{day:02}/2023-12-{:02}", day + more));
    let open = (1_u32..12).prop_map(|day| format!("../2023-12-{day:02}"));
    let sets = (1_u32..6, 2_u32..6)
        .prop_map(|(day, more)| format!("[2023-12-{day:02},2023-12-{:02}]", day + more));
    prop_oneof![day, stretch, open, sets]
}

proptest! {
    #[test]
    fn laws(drawn in proptest::collection::vec((estimates(), days(), 0_usize..5), 0..14)) {
        let sources = ["a", "b", "c", "d", "e"];
        let dossier = Dossier::draft("2023-12-27")
            .with(group("caravan"))
            .with_all([
                source("a", None),
                source("b", Some("a")),
                source("c", Some("b")),
                source("d", None),
                source("e", Some("d")),
            ])
            .with_all(drawn.iter().enumerate().map(|(index, (estimate, on, from))| {
                counting(&format!("e{index}"), on, *estimate, sources[*from])
            }))
            .build()
            .unwrap();
        let claims = dossier.claims("caravan").unwrap();
        prop_assert_eq!(claims.len(), drawn.len());

        for claim in &claims {
            let (hull, stated) = (claims.hull().unwrap(), claims.stated().unwrap());
            prop_assert_eq!(hull.hull(claim.estimate().bounds()), hull);
            prop_assert!(stated.contains(claim.estimate().best()));
            if let Some(agreed) = claims.agreement() {
                prop_assert_eq!(claim.estimate().bounds().intersection(agreed), Some(agreed));
            }
        }

        let all: Vec<_> = claims.iter().collect();
        let mut expected = BTreeSet::new();
        for (index, one) in all.iter().enumerate() {
            for other in &all[index + 1..] {
                if one.on().may_coincide(other.on()) && !one.estimate().overlaps(other.estimate()) {
                    expected.insert((one.event().id(), other.event().id()));
                }
            }
        }
        let found = claims.contradictions();
        prop_assert!(found.windows(2).all(|pair| pair[0].gap() >= pair[1].gap()));
        prop_assert_eq!(found.len(), expected.len());
        for pair in found {
            let (lower, higher) = (pair.lower(), pair.higher());
            prop_assert_eq!(lower.estimate().high().unwrap() + pair.gap(), higher.estimate().low());
            let (one, other) = (lower.event().id(), higher.event().id());
            prop_assert!(expected.contains(&(one, other)) || expected.contains(&(other, one)));
        }

        let once = claims.independent();
        prop_assert_eq!(ids(&once.independent()), ids(&once));
        let origin = |claim: &Claim<'_>| claim.by().unwrap().id().clone();
        for (index, one) in once.iter().enumerate() {
            for other in once.iter().skip(index + 1) {
                prop_assert!(origin(one) != origin(other) || !one.on().may_coincide(other.on()));
            }
        }
        for claim in &claims {
            let kept = once.iter().any(|kept| {
                origin(kept) == origin(claim)
                    && kept.on().may_coincide(claim.on())
                    && kept.via().count() <= claim.via().count()
            });
            prop_assert!(kept, "{} has nobody to stand for it", claim);
        }

        let by_kind: usize = claims.by_kind().map(|(_, claims)| claims.len()).sum();
        prop_assert_eq!(by_kind, claims.len());
    }
}

#[test]
fn as_json() {
    let dossier = who_counts();
    let claims = dossier.claims("caravan").unwrap();
    let json = serde_json::to_value(&claims).unwrap();
    assert_eq!(json["claims"].as_array().unwrap().len(), 9);
    assert_eq!(json["hull"], serde_json::json!({"low": 0, "high": 15_000}));
    assert_eq!(json.get("agreement"), None);
    assert_eq!(
        json["claims"][2],
        serde_json::json!({
            "group": "caravan",
            "event": "size-briones",
            "on": "2023-12-24",
            "headcount": 10_000,
            "words": "10,000",
            "by": {"party": "briones"},
            "kind": "government",
            "via": ["spamchronicles", "efe"],
        })
    );
    let pair = serde_json::to_value(claims.contradictions()[0]).unwrap();
    assert_eq!(
        (&pair["gap"], &pair["lower"]["event"]),
        (&4_000.into(), &"size-ap".into())
    );
}

#[test]
fn the_claims_of_each_group_are_those_of_one() {
    let seed = include_str!("../../examples/data/exodus_from_poverty.json");
    for dossier in [who_counts(), serde_json::from_str(seed).unwrap()] {
        let groups: Vec<_> = dossier.all_claims().collect();
        assert_eq!(groups.len(), dossier.groups().len());
        for (claims, group) in groups.iter().zip(dossier.groups()) {
            assert_eq!(claims.group().id(), group.id());
            let alone = dossier.claims(group.id()).unwrap();
            let told =
                |claims: &Claims<'_>| claims.iter().map(ToString::to_string).collect::<Vec<_>>();
            assert_eq!(told(claims), told(&alone), "{}", group.id());
        }
    }
}

/// `SplitMix64` (Steele, Lea & Flood 2014).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

/// A claim as the oracle knows it: its days, its bounds, and to whom it traces back in how many hands.
#[derive(Debug)]
struct Known {
    days: (u64, u64),
    low: u64,
    high: Option<u64>,
    origin: &'static str,
    hands: usize,
}

/// By brute force, over every pair of claims: the hull, what all allow, the contradictions by their
/// gaps, and those that are independent.
#[test]
fn random_claims_are_what_every_pair_says() {
    let mut seeded = Seeded(15);
    // A source with what it traces back to, and through how many hands.
    let sources = [
        ("s0", "s0", 1),
        ("s1", "s0", 2),
        ("s2", "s0", 3),
        ("s3", "s3", 1),
    ];
    // A party with what it belongs to in the end.
    let parties = [("p0", "p0"), ("p1", "p0"), ("p2", "p0"), ("p3", "p3")];
    for world in 0..3_000 {
        let mut known = Vec::new();
        let mut draft = Dossier::draft("2024-01-31")
            .with(Source::draft("s0", "s0", SourceKind::Agency))
            .with(Source::draft("s1", "s1", SourceKind::Newspaper).quotes("s0"))
            .with(Source::draft("s2", "s2", SourceKind::Newspaper).quotes("s1"))
            .with(Source::draft("s3", "s3", SourceKind::Agency))
            .with(Party::draft("p0", "p0", PartyKind::Government))
            .with(Party::draft("p1", "p1", PartyKind::Office).of("p0"))
            .with(Party::draft("p2", "p2", PartyKind::Person).of("p1"))
            .with(Party::draft("p3", "p3", PartyKind::Organisation))
            .with(MigrantGroup::draft("g", "g"));
        for index in 0..seeded.below(8) {
            let first = 1 + seeded.below(6);
            let last = first + [0, 0, 1, 3][usize::try_from(seeded.below(4)).unwrap()];
            let low = 10 * seeded.below(12);
            let high = (seeded.below(4) > 0).then(|| low + 10 * seeded.below(4));
            let (source, origin, hands) = sources[usize::try_from(seeded.below(4)).unwrap()];
            let mut figure = serde_json::json!({"low": low, "best": low});
            if let Some(high) = high {
                figure["high"] = high.into();
            }
            let mut wire = serde_json::json!({
                "id": format!("e{index}"), "type": "statement", "status": "occurred", "group": "g",
                "on": format!("2024-01-{first:02}/2024-01-{last:02}"), "headcount": figure,
                "sources": [source],
            });
            let mut origin = origin;
            if seeded.below(2) == 1 {
                let (party, whole) = parties[usize::try_from(seeded.below(4)).unwrap()];
                wire["by"] = party.into();
                origin = whole;
            }
            draft = draft.with(serde_json::from_value::<Event>(wire).unwrap());
            let days = (first, last);
            known.push(Known {
                days,
                low,
                high,
                origin,
                hands,
            });
        }
        let dossier = draft.build().unwrap();
        let claims = dossier.claims("g").unwrap();
        assert_eq!(claims.len(), known.len());

        let lows = known.iter().map(|claim| claim.low);
        let highs = known.iter().map(|claim| claim.high);
        let least = lows.clone().min();
        let most = highs
            .clone()
            .try_fold(0, |most, high| Some(most.max(high?)));
        let hull = claims.hull().map(|hull| (hull.low(), hull.high()));
        assert_eq!(hull, least.map(|least| (least, most)), "{known:?}");
        let floor = lows.max();
        let ceiling = highs.flatten().min();
        let agree = floor.filter(|floor| ceiling.is_none_or(|ceiling| *floor <= ceiling));
        let agreement = claims.agreement().map(|both| (both.low(), both.high()));
        assert_eq!(agreement, agree.map(|floor| (floor, ceiling)), "{known:?}");

        let mut pairs = Vec::new();
        for (one, lower) in known.iter().enumerate() {
            for (other, higher) in known.iter().enumerate() {
                let meet = lower.days.0 <= higher.days.1 && higher.days.0 <= lower.days.1;
                if let Some(high) = lower.high.filter(|high| meet && *high < higher.low) {
                    let ids = (format!("e{one}"), format!("e{other}"));
                    pairs.push((std::cmp::Reverse(higher.low - high), ids));
                }
            }
        }
        pairs.sort();
        let found: Vec<_> = (claims.contradictions().iter())
            .map(|pair| {
                let id = |claim: &Claim<'_>| claim.event().id().to_string();
                (
                    std::cmp::Reverse(pair.gap()),
                    (id(pair.lower()), id(pair.higher())),
                )
            })
            .collect();
        assert_eq!(found, pairs, "world {world}: {known:?}");

        // The finding is the first of them.
        let report = dossier.check();
        let finding = report
            .iter()
            .find(|finding| finding.code() == Code::ClaimsContradict);
        let wire = finding.map(|finding| serde_json::to_value(finding).unwrap());
        let named = wire.map(|wire| {
            let id = |key: &str| wire["details"][key].as_str().unwrap().to_owned();
            (id("lower_event"), id("higher_event"))
        });
        assert_eq!(
            named,
            pairs.first().map(|(_, ids)| ids.clone()),
            "world {world}"
        );

        // Of one origin and days that meet, the fewest hands, then the first.
        let mut order: Vec<usize> = (0..known.len()).collect();
        order.sort_by_key(|&at| (known[at].hands, at));
        let mut kept: Vec<usize> = Vec::new();
        for at in order {
            let meets = |other: &usize| {
                let (one, other) = (&known[at], &known[*other]);
                one.origin == other.origin
                    && one.days.0 <= other.days.1
                    && other.days.0 <= one.days.1
            };
            if !kept.iter().any(meets) {
                kept.push(at);
            }
        }
        kept.sort_unstable();
        let kept: Vec<_> = kept.into_iter().map(|at| format!("e{at}")).collect();
        let independent = claims.independent();
        let found: Vec<_> = independent
            .iter()
            .map(|claim| claim.event().id().to_string())
            .collect();
        assert_eq!(found, kept, "world {world}: {known:?}");
    }
}
