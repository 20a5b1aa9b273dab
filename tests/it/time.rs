//! Uncertain dates and statistical periods.

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::ops::RangeInclusive;

use chrono::{Datelike, Days as WholeDays, NaiveDate};
use corridor::{Certainty, Code, Error, Period, When, march_end};
use proptest::prelude::*;

type Read = (String, String, Option<NaiveDate>, Option<NaiveDate>, String);
type Refused = (String, String, String);

fn when(text: &str) -> When {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn plain(day: NaiveDate) -> When {
    When::day(day).unwrap()
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

mod tables {
    use super::*;

    #[test]
    fn dates_that_are_read() {
        let rows: Vec<Read> =
            serde_json::from_str(include_str!("../fixtures/time/when_read.json")).unwrap();
        for (text, canonical, earliest, latest, marks) in rows {
            let read = when(&text);
            assert_eq!(read.to_string(), canonical, "{text}");
            assert_eq!(read.earliest(), earliest, "{text}");
            assert_eq!(read.latest(), latest, "{text}");
            assert_eq!(read.is_approximate(), marks.contains('~'), "{text}");
            assert_eq!(read.is_uncertain(), marks.contains('?'), "{text}");
            assert_eq!(read.is_qualified(), !marks.is_empty(), "{text}");
            assert_eq!(
                serde_json::to_value(&read).unwrap(),
                serde_json::Value::from(canonical)
            );
        }
    }

    #[test]
    fn dates_that_are_refused() {
        let rows: Vec<Refused> =
            serde_json::from_str(include_str!("../fixtures/time/when_refused.json")).unwrap();
        for (text, code, message) in rows {
            let error = text.parse::<When>().unwrap_err();
            assert_eq!(error.to_string(), message);
            assert_eq!(error.code().as_str(), code, "{text}");
            assert_eq!(error.code().as_str(), code, "{text}");
            let wire = serde_json::from_value::<When>(text.into()).unwrap_err();
            assert_eq!(wire.to_string(), format!("{code}: {message}"));
        }
    }

    #[test]
    fn periods_that_are_read() {
        type Row = (String, String, NaiveDate, NaiveDate);
        let rows: Vec<Row> =
            serde_json::from_str(include_str!("../fixtures/time/period_read.json")).unwrap();
        for (text, canonical, first, last) in rows {
            let read: Period = text.parse().unwrap();
            assert_eq!(read, Period::try_new(first, last).unwrap(), "{text}");
            assert_eq!(read.to_string(), canonical, "{text}");
            assert_eq!(
                serde_json::to_value(read).unwrap(),
                serde_json::Value::from(canonical)
            );
        }
    }

    #[test]
    fn periods_that_are_refused() {
        let rows: Vec<Refused> =
            serde_json::from_str(include_str!("../fixtures/time/period_refused.json")).unwrap();
        for (text, code, message) in rows {
            let error = text.parse::<Period>().unwrap_err();
            assert_eq!(error.to_string(), message);
            assert_eq!(error.code().as_str(), code, "{text}");
            assert_eq!(error.code().as_str(), code, "{text}");
            let wire = serde_json::from_value::<Period>(text.into()).unwrap_err();
            assert_eq!(wire.to_string(), format!("{code}: {message}"));
        }
    }

    #[test]
    fn long_texts_are_refused_at_once_and_shortened() {
        let text = format!("[{}2023-12-24]", "2023-12-24,".repeat(930));
        let message = "\"[2023-12-24,2023-12-24,2023-12-24,2023-1…\" is not a date: \
                       it has 10242 bytes, and the limit is 512";
        let error = text.parse::<When>().unwrap_err();
        assert_eq!(error.to_string(), message);
        let error = text.parse::<Period>().unwrap_err();
        assert_eq!(error.to_string(), message.replace("date:", "period:"));
        // A text of 512 bytes is read.
        let longest = format!("[{}2023]", "2023-12-24,".repeat(46));
        assert_eq!(longest.len(), 512);
        assert_eq!(when(&longest).span_days(), Some(365));
        let error = "2".repeat(512).parse::<Period>().unwrap_err();
        assert_eq!(error.code(), Code::PeriodInvalid, "{error}");
        assert!(!error.to_string().contains("bytes"), "{error}");
        // Every day of a month is well within the limit.
        let month: Vec<_> = (1..=31)
            .map(|day| date(2023, 12, day).to_string())
            .collect();
        let month = when(&format!("[{}]", month.join(",")));
        assert_eq!(month.span_days(), Some(31));
    }

    #[test]
    fn a_shortened_text_is_cut_between_characters() {
        let error = "é".repeat(60).parse::<When>().unwrap_err();
        let shown = format!("{:?}", format!("{}…", "é".repeat(40)));
        assert!(error.to_string().starts_with(&shown), "{error}");
    }

    #[test]
    fn the_wire_takes_text_alone() {
        let error = serde_json::from_str::<When>("2023").unwrap_err();
        assert_eq!(
            error.to_string(),
            "invalid type: integer `2023`, expected a date in EDTF, such as \"2023-12-24\" or \
             \"2023-12\" at line 1 column 4"
        );
        let error = serde_json::from_str::<Period>("null").unwrap_err();
        assert_eq!(
            error.to_string(),
            "invalid type: null, expected a period such as \"2023\", \"2023-11\" or \
             \"2023-01/2023-11\" at line 1 column 4"
        );
    }
}

mod dates {
    use super::*;

    #[test]
    fn are_small() {
        assert!(size_of::<When>() <= 24);
        assert_eq!(size_of::<Option<When>>(), size_of::<When>());
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Period>(), 8);
    }

    #[test]
    fn cross_threads() {
        fn crosses<T: Send + Sync + 'static>() {}
        crosses::<When>();
        crosses::<Period>();
    }

    #[test]
    fn are_equal_by_canonical_text() {
        assert_eq!(when("?2023-?12-?20"), when("2023-12-20?"));
        let set = "[2023-12-27,2023-12-25,2023-12-27]";
        assert_eq!(when(set), when("[2023-12-25,2023-12-27]"));
        assert_eq!(hash(when(set)), hash(when("[2023-12-25,2023-12-27]")));
        assert_ne!(when("2023-12-24"), when("2023-12-24~"));
        let apart =
            ["2023-12-24", "2023-12-25", "2023-12-24~", "2023"].map(|text| hash(when(text)));
        assert_eq!(BTreeSet::from(apart).len(), 4);
        assert_ne!(when("2023-12-24"), when("2023-12-24/2023-12-24"));
        assert_ne!(when("2023-12"), when("2023-12-XX"));
    }

    #[test]
    fn pad_as_text_does() {
        assert_eq!(format!("{:>12}", when("2023-12-24")), "  2023-12-24");
        assert_eq!(format!("{:<9}|", when("2023-12")), "2023-12  |");
        assert_eq!(
            format!("{:>9}", Period::month(2023, 11).unwrap()),
            "  2023-11"
        );
        assert_eq!(format!("{:?}", when("2023-12~")), "When(2023-12~)");
    }

    #[test]
    fn outside_the_years_are_refused() {
        let error = When::day(date(0, 12, 31)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"0000-12-31\" is not a date: year 0000 is not from 0001 to 9999"
        );
        assert_eq!(error.code(), Code::DateInvalid);
        assert!(When::try_from(NaiveDate::MAX).is_err());
        assert!(When::try_from(NaiveDate::MIN).is_err());
        assert_eq!(When::day(date(9999, 12, 31)), "9999-12-31".parse());
    }

    #[test]
    fn honour_the_gaps_of_sets() {
        let either = when("[2023-12-25,2023-12-27]");
        assert!(!either.contains(date(2023, 12, 26)));
        assert!(!either.may_coincide(&when("2023-12-26")));
        assert!(either.may_coincide(&when("2023-12-26/2023-12-27")));
        let from = when("[..2023-12-01,2023-12-05..2023-12-07,2023-12-09]");
        assert_eq!(from.earliest(), None);
        assert!(from.contains(date(1, 1, 1)));
        assert!(from.contains(date(2023, 12, 6)));
        assert!(!from.contains(date(2023, 12, 8)));
        assert!(!from.may_coincide(&when("[2023-12-04,2023-12-08]")));
    }

    #[test]
    fn know_their_day_and_their_span() {
        assert_eq!(
            when("2023-12-27T09:00:00-06:00").as_day(),
            Some(date(2023, 12, 27))
        );
        assert_eq!(when("2023-12-20~").as_day(), Some(date(2023, 12, 20)));
        assert_eq!(when("2023-12").as_day(), None);
        assert_eq!(when("2023-12-24").span_days(), Some(1));
        assert_eq!(when("2024").span_days(), Some(366));
        assert_eq!(when("2023-12-18/..").span_days(), None);
        assert_eq!(when("/2023-12-18").span_days(), None);
    }

    #[test]
    fn compare_in_three_values() {
        for (a, b, forth, back) in [
            (
                "2023-12-24",
                "2023-12-25",
                Certainty::Certain,
                Certainty::Impossible,
            ),
            (
                "2023-12-24",
                "2023-12-24",
                Certainty::Impossible,
                Certainty::Impossible,
            ),
            (
                "2023-12",
                "2023-12-31",
                Certainty::Possible,
                Certainty::Impossible,
            ),
            (
                "2023-12",
                "2023-12",
                Certainty::Possible,
                Certainty::Possible,
            ),
            (
                "2023-12-18/..",
                "2023-12-24",
                Certainty::Possible,
                Certainty::Possible,
            ),
            (
                "2023-12-18/..",
                "2023-12-18",
                Certainty::Impossible,
                Certainty::Possible,
            ),
            (
                "../2023-12-18",
                "2023-12-18/..",
                Certainty::Possible,
                Certainty::Impossible,
            ),
            (
                "../2023-12-17",
                "2023-12-18/..",
                Certainty::Certain,
                Certainty::Impossible,
            ),
            (
                "2023-12-20~",
                "2023-12-27",
                Certainty::Certain,
                Certainty::Impossible,
            ),
        ] {
            assert_eq!(when(a).before(&when(b)), forth, "{a} before {b}");
            assert_eq!(when(b).before(&when(a)), back, "{b} before {a}");
        }
        assert!(Certainty::Possible.is_possible() && !Certainty::Possible.is_certain());
        assert!(Certainty::Certain.is_possible() && !Certainty::Impossible.is_possible());
        assert_eq!("possible".parse(), Ok(Certainty::Possible));
    }

    #[test]
    fn days_pass_between_them_by_the_rule() {
        for (from, to, least, most, text) in [
            ("2023-12-24", "2023-12-27", 2, Some(4), "2–4 days"),
            ("2023-12-24", "2023-12-25", 0, Some(2), "up to 2 days"),
            ("2023-12-24", "2023-12-24", 0, Some(1), "up to 1 day"),
            ("2023-12", "2024-01", 0, Some(62), "up to 62 days"),
            (
                "2023-12-24/2023-12-25",
                "2023-12-27",
                1,
                Some(4),
                "1–4 days",
            ),
            ("2023-12-24", "2023-12-27/..", 2, None, "2 or more days"),
            ("../2023-12-24", "2023-12-27", 2, None, "2 or more days"),
            ("2023-12-24/..", "2023-12-27", 0, Some(4), "up to 4 days"),
            ("2023-12-31", "2023-12", 0, Some(1), "up to 1 day"),
        ] {
            let days = when(from).days_until(&when(to)).unwrap();
            assert_eq!((days.least(), days.most()), (least, most), "{from} to {to}");
            assert_eq!(days.to_string(), text, "{from} to {to}");
        }
        assert_eq!(when("2023-12-24").days_until(&when("2023-12-23")), None);
        assert_eq!(when("2024-01").days_until(&when("2023-12")), None);
        let days = when("2023-12-24").days_until(&when("2023-12-27"));
        assert_eq!(
            serde_json::to_string(&days).unwrap(),
            r#"{"least":2,"most":4}"#
        );
        let open = when("2023-12-24").days_until(&when("2023-12-27/.."));
        assert_eq!(serde_json::to_string(&open).unwrap(), r#"{"least":2}"#);
    }
}

mod marches {
    use super::*;

    #[test]
    fn end_on_their_last_day() {
        let begun = date(2023, 12, 28);
        for (days, last) in [
            (0.0, begun),
            (-0.0, begun),
            (f64::MIN_POSITIVE, begun),
            (1.0, begun),
            (1.01, date(2023, 12, 29)),
            (28.4 / 15.0, date(2023, 12, 29)),
            (35.0 / 15.0, date(2023, 12, 30)),
            (5.0, date(2024, 1, 1)),
        ] {
            assert_eq!(march_end(begun, days), Ok(last), "{days}");
        }
    }

    #[test]
    fn are_refused_without_a_last_day() {
        let begun = date(2023, 12, 28);
        for days in [-1.0, -f64::MIN_POSITIVE, f64::INFINITY, f64::NEG_INFINITY] {
            let error = march_end(begun, days).unwrap_err();
            let message =
                format!("a march of {days} days: its length must be finite and not below 0");
            assert_eq!(error.to_string(), message);
        }
        assert_eq!(
            march_end(begun, f64::NAN).unwrap_err().to_string(),
            "a march of NaN days: its length must be finite and not below 0"
        );
        let error = march_end(begun, 1e300).unwrap_err();
        assert_eq!(error.code(), Code::DateInvalid);
        let error = march_end(date(9999, 12, 31), 1.5).unwrap_err();
        assert_eq!(
            error.to_string(),
            "a march of 1.5 days from 9999-12-31 is not within the years 0001 to 9999"
        );
        assert!(march_end(NaiveDate::MIN, 1.0).is_err());
        assert!(march_end(NaiveDate::MAX, 2.0).is_err());
    }
}

mod periods {
    use super::*;

    #[test]
    fn are_made_of_calendar_units() {
        let text = |period: Result<Period, Error>| period.unwrap().to_string();
        assert_eq!(text(Period::month(2023, 11)), "2023-11");
        assert_eq!(text(Period::months(2023, 1..=11)), "2023-01/2023-11");
        assert_eq!(text(Period::quarter(2023, 1)), "2023-01/2023-03");
        assert_eq!(text(Period::quarter(2023, 2)), "2023-04/2023-06");
        assert_eq!(text(Period::quarter(2023, 3)), "2023-07/2023-09");
        assert_eq!(text(Period::quarter(2023, 4)), "2023-10/2023-12");
        assert_eq!(text(Period::year(2023)), "2023");
        assert_eq!(text(Period::us_fiscal_year(2023)), "2022-10/2023-09");
        assert_eq!(text(Period::day(date(2023, 1, 5))), "2023-01-05");
        assert_eq!(Period::month(2024, 2).unwrap().days(), 29);
    }

    #[test]
    fn are_refused_off_the_calendar() {
        let message = |period: Result<Period, Error>| period.unwrap_err().to_string();
        assert_eq!(
            message(Period::month(2023, 13)),
            "\"2023-13\" is not a period: month 13 is not from 1 to 12"
        );
        assert_eq!(
            message(Period::month(2023, u32::MAX)),
            "\"2023-4294967295\" is not a period: month 4294967295 is not from 1 to 12"
        );
        assert_eq!(
            message(Period::quarter(2023, 5)),
            "\"2023-Q5\" is not a period: quarter 5 is not from 1 to 4"
        );
        assert_eq!(
            message(Period::year(10_000)),
            "\"10000-01\" is not a period: year 10000 is not from 0001 to 9999"
        );
        assert_eq!(
            message(Period::us_fiscal_year(1)),
            "\"0000-10\" is not a period: year 0000 is not from 0001 to 9999"
        );
        assert!(Period::us_fiscal_year(i32::MIN).is_err());
        assert_eq!(
            message(Period::months(2023, RangeInclusive::new(11, 1))),
            "a period that starts on 2023-11-01 cannot end on 2023-01-31"
        );
        let error = Period::try_new(date(0, 1, 1), date(2023, 1, 1)).unwrap_err();
        assert_eq!(error.code(), Code::PeriodInvalid);
        assert!(
            error
                .to_string()
                .contains("year 0000 is not from 0001 to 9999"),
            "{error}"
        );
    }

    #[test]
    fn tell_fiscal_from_calendar_years() {
        let fiscal = Period::us_fiscal_year(2023).unwrap();
        let calendar = Period::year(2023).unwrap();
        assert!(fiscal.is_us_fiscal_year() && !fiscal.is_calendar_year());
        assert!(calendar.is_calendar_year() && !calendar.is_us_fiscal_year());
        let both: Period = "2022/2023".parse().unwrap();
        assert!(!both.is_calendar_year() && !both.is_us_fiscal_year());
        assert!(both.encloses(fiscal) && both.encloses(calendar));
        let but_a_day: Period = "2022-10-01/2023-09-29".parse().unwrap();
        assert!(!but_a_day.is_us_fiscal_year());
        assert!(Period::month(2023, 10).unwrap().is_month());
        assert!(!fiscal.is_month() && !but_a_day.is_month());
    }

    #[test]
    fn step_by_months_where_they_are_whole() {
        let january = Period::month(2023, 1).unwrap();
        assert_eq!(january.next(), Period::month(2023, 2).ok());
        assert_eq!(january.previous(), Period::month(2022, 12).ok());
        let week: Period = "2023-12-25/2023-12-31".parse().unwrap();
        assert_eq!(week.next(), "2024-01-01/2024-01-07".parse().ok());
        assert_eq!(week.previous(), "2023-12-18/2023-12-24".parse().ok());
        assert_eq!(Period::month(9999, 12).unwrap().next(), None);
        assert_eq!(Period::month(1, 1).unwrap().previous(), None);
        assert_eq!(Period::year(1).unwrap().previous(), None);
        assert!(week.by_month().is_none());
    }

    #[test]
    fn are_ordered_by_first_day_then_last() {
        let mut periods = ["2023-02", "2023", "2023-01", "2022-10/2023-09"]
            .map(|text| text.parse::<Period>().unwrap());
        periods.sort();
        assert_eq!(
            periods.map(|period| period.to_string()),
            ["2022-10/2023-09", "2023-01", "2023", "2023-02"]
        );
    }
}

/// A day in the years that a date may have, mostly of 2023 and 2024.
fn any_day() -> impl Strategy<Value = NaiveDate> {
    let near = (0..731_u64).prop_map(|n| date(2023, 1, 1) + WholeDays::new(n));
    let far = (0..3_652_059_u64).prop_map(|n| date(1, 1, 1) + WholeDays::new(n));
    prop_oneof![4 => near, 1 => far]
}

/// A day within some weeks, so that dates meet often.
fn close_day() -> impl Strategy<Value = NaiveDate> {
    (0..45_u64).prop_map(|n| date(2023, 12, 1) + WholeDays::new(n))
}

/// Any period, half of them of whole months.
fn any_period() -> impl Strategy<Value = Period> {
    let days =
        (any_day(), any_day()).prop_map(|(a, b)| Period::try_new(a.min(b), a.max(b)).unwrap());
    let months = (any_day(), 0..40_u32).prop_filter_map("years", |(day, months)| {
        let first = day.with_day(1)?;
        let last = first
            .checked_add_months(chrono::Months::new(months + 1))?
            .pred_opt()?;
        Period::try_new(first, last).ok()
    });
    prop_oneof![days, months]
}

/// A member of a one-of set: a day, a range of days, or a month.
fn close_member() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => close_day().prop_map(|day| day.to_string()),
        1 => (close_day(), close_day()).prop_map(|(a, b)| format!("{}..{}", a.min(b), a.max(b))),
        1 => Just("2023-12".to_owned()),
    ]
}

/// The text of a date or interval in December 2023 and January 2024, with whatever EDTF allows.
fn close_text() -> impl Strategy<Value = String> {
    let mark = prop::sample::select(vec!["", "", "~", "?", "%"]);
    let single = prop_oneof![
        4 => close_day().prop_map(|day| day.to_string()),
        1 => prop::sample::select(vec!["2023-12", "2024-01", "2023-12-XX", "2023-12-2X",
            "2023-12-X4", "2024-01-0X", "2024-XX-03", "2023-1X-30", "2023", "202X", "2023-36"])
            .prop_map(str::to_owned),
    ];
    let marked = (single.clone(), mark).prop_map(|(date, mark)| date + mark);
    let interval =
        (close_day(), close_day()).prop_map(|(a, b)| format!("{}/{}", a.min(b), a.max(b)));
    let open = (
        close_day(),
        prop::sample::select(vec![("", "/.."), ("", "/"), ("../", ""), ("/", "")]),
    )
        .prop_map(|(day, (before, after))| format!("{before}{day}{after}"));
    let set = prop::collection::vec(prop_oneof![single, close_member()], 1..5)
        .prop_map(|days| format!("[{}]", days.join(",")));
    let moment = (
        close_day(),
        0..24_u32,
        prop::sample::select(vec!["", "Z", "-06:00", "+05:30", "-06"]),
    )
        .prop_map(|(day, hour, zone)| format!("{day}T{hour:02}:30:00{zone}"));
    prop_oneof![3 => marked, 2 => interval, 1 => open, 2 => set, 1 => moment]
}

fn close_when() -> impl Strategy<Value = When> {
    close_text().prop_map(|text| when(&text))
}

/// The possible days of a date within a window that holds all of December 2023 and January 2024.
fn possible(date_: &When) -> Vec<NaiveDate> {
    let window = date(2023, 11, 1).iter_days().take(120);
    window.filter(|day| date_.contains(*day)).collect()
}

proptest! {
    #[test]
    fn a_plain_day_is_a_day_of_the_calendar(year in 0..10_000_i32, month in 0..15_u32, day in 0..34_u32) {
        let read = format!("{year:04}-{month:02}-{day:02}").parse::<When>();
        let expected = NaiveDate::from_ymd_opt(year, month, day).filter(|_| year > 0);
        prop_assert_eq!(read.as_ref().ok().and_then(When::as_day), expected, "{:?}", read);
        prop_assert_eq!(read.ok(), expected.map(plain));
    }

    #[test]
    fn a_date_round_trips(text in close_text()) {
        let read = when(&text);
        let again = when(&read.to_string());
        prop_assert_eq!(&again, &read);
        prop_assert_eq!(hash(&again), hash(&read));
        prop_assert_eq!((again.earliest(), again.latest()), (read.earliest(), read.latest()));
        let json = serde_json::to_string(&read).unwrap();
        prop_assert_eq!(serde_json::from_str::<When>(&json).unwrap(), read);
    }

    #[test]
    fn bounds_are_the_outermost_possible_days(read in close_when()) {
        if let (Some(earliest), Some(latest)) = (read.earliest(), read.latest()) {
            prop_assert!(earliest <= latest);
            prop_assert_eq!(read.span_days(), Some((latest - earliest).num_days().unsigned_abs() + 1));
        }
        for bound in [read.earliest(), read.latest()].into_iter().flatten() {
            prop_assert!(read.contains(bound));
        }
        prop_assert!(read.earliest().is_none_or(|day| !read.contains(day.pred_opt().unwrap())));
        prop_assert!(read.latest().is_none_or(|day| !read.contains(day.succ_opt().unwrap())));
    }

    #[test]
    fn marks_never_move_a_bound(day in any_day(), mark in "[~?%]") {
        let marked = when(&format!("{day}{mark}"));
        prop_assert_eq!((marked.earliest(), marked.latest()), (Some(day), Some(day)));
        prop_assert_ne!(marked, plain(day));
    }

    #[test]
    fn unspecified_digits_mean_every_day_that_they_fit(
        month in "(0|1|X)([0-9]|X)", day in "([0-3]|X)([0-9]|X)", year in 2020..2025_i32,
    ) {
        let text = format!("{year}-{month}-{day}");
        let fits = |day: NaiveDate| {
            day.to_string().chars().zip(text.chars()).all(|(digit, mask)| mask == 'X' || mask == digit)
        };
        let days = date(year, 1, 1).iter_days().take_while(|day| day.year() == year);
        let expected: Vec<_> = days.clone().filter(|day| fits(*day)).collect();
        match text.parse::<When>() {
            Ok(read) => {
                prop_assert_eq!(days.filter(|day| read.contains(*day)).collect::<Vec<_>>(), expected.clone());
                prop_assert_eq!(read.earliest(), expected.first().copied());
                prop_assert_eq!(read.latest(), expected.last().copied());
            }
            Err(_) => prop_assert!(expected.is_empty(), "{} is refused", text),
        }
    }

    #[test]
    fn a_set_means_its_members(mut members in prop::collection::vec(close_member(), 1..8)) {
        let set = when(&format!("[{}]", members.join(",")));
        let alone: Vec<_> = members.iter().map(|member| when(&format!("[{member}]"))).collect();
        for day in date(2023, 11, 25).iter_days().take(120) {
            prop_assert_eq!(set.contains(day), alone.iter().any(|one| one.contains(day)), "{}", day);
        }
        prop_assert_eq!(set.earliest(), alone.iter().filter_map(When::earliest).min());
        prop_assert_eq!(set.latest(), alone.iter().filter_map(When::latest).max());
        members.reverse();
        prop_assert_eq!(when(&format!("[{}]", members.join(","))), set);
    }

    #[test]
    fn comparison_is_that_of_every_pair_of_days(a in close_when(), b in close_when()) {
        let (forth, back) = (a.before(&b), b.before(&a));
        if forth == Certainty::Certain {
            prop_assert_eq!(back, Certainty::Impossible);
            prop_assert!(!a.may_coincide(&b));
        }
        prop_assert_eq!(a.may_coincide(&b), b.may_coincide(&a));
        prop_assert!(a.may_coincide(&a));
        // The window holds days of every date that is compared here, and where a date is wider
        // than the window, so is the answer.
        let (ours, theirs) = (possible(&a), possible(&b));
        let pairs = || ours.iter().flat_map(|ours| theirs.iter().map(move |theirs| (ours, theirs)));
        prop_assert_eq!(forth == Certainty::Certain, pairs().all(|(a, b)| a < b));
        prop_assert_eq!(forth == Certainty::Impossible, pairs().all(|(a, b)| a >= b));
        let outside = a.may_coincide(&b) && !pairs().any(|(a, b)| a == b);
        prop_assert!(!outside || (ours.len().max(theirs.len()) > 31), "{} and {}", a, b);
        prop_assert!(a.may_coincide(&b) || pairs().all(|(a, b)| a != b));
    }

    #[test]
    fn days_between_enclose_the_true_time(
        a in close_when(), b in close_when(), i in any::<prop::sample::Index>(),
        j in any::<prop::sample::Index>(), left in 0.0..1.0_f64, came in 0.0..1.0_f64,
    ) {
        let (ours, theirs) = (possible(&a), possible(&b));
        let (from, to) = (ours[i.index(ours.len())], theirs[j.index(theirs.len())]);
        let walked = (to - from).num_days() as f64 + came - left;
        match a.days_until(&b) {
            Some(days) => {
                prop_assert!(days.most().is_none_or(|most| days.least() <= most && walked <= most as f64));
                prop_assert!(walked < 0.0 || days.least() as f64 <= walked, "{} in {}", walked, days);
            }
            None => prop_assert!(walked < 0.0, "{} from {} to {}", walked, a, b),
        }
    }

    #[test]
    fn plain_days_n_apart_are_n_give_or_take_one(day in any_day(), n in 0..1000_u64) {
        let Some(later) = day.checked_add_days(WholeDays::new(n)).filter(|day| day.year() <= 9999) else {
            return Ok(());
        };
        let days = plain(day).days_until(&plain(later)).unwrap();
        prop_assert_eq!((days.least(), days.most()), (n.saturating_sub(1), Some(n + 1)));
        prop_assert_eq!(plain(later).days_until(&plain(day)).is_some(), n == 0);
    }

    #[test]
    fn a_march_fills_its_days(day in close_day(), length in 0.0..400.0_f64) {
        let last = march_end(day, length).unwrap();
        let days = ((last - day).num_days() + 1) as f64;
        prop_assert!(days >= length && (days - 1.0 < length || days == 1.0));
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        if let Err(error) = text.parse::<When>() {
            prop_assert!(error.to_string().len() < 500);
        }
        let _ = text.parse::<Period>();
    }

    #[test]
    fn anything_like_edtf_is_read_or_refused(text in "[0-9XYETSZ~?%/.,{}\\[\\]:+-]{0,40}") {
        let _ = text.parse::<When>();
        let _ = text.parse::<Period>();
    }

    #[test]
    fn a_mended_text_is_read_or_refused(
        text in close_text(), at in any::<prop::sample::Index>(), cut in 0..3_usize,
        put in "[0-9XYETS~?%/.,{}\\[\\]:+-]{0,3}",
    ) {
        let mut chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len());
        chars.splice(at..(at + cut).min(chars.len()), put.chars());
        let text: String = chars.into_iter().collect();
        if let Ok(read) = text.parse::<When>() {
            prop_assert!(read.earliest().is_some() || read.latest().is_some());
            if let (Some(earliest), Some(latest)) = (read.earliest(), read.latest()) {
                prop_assert!(earliest <= latest, "{}", read);
            }
            for bound in [read.earliest(), read.latest()].into_iter().flatten() {
                prop_assert!((1..=9999).contains(&bound.year()) && read.contains(bound), "{}", read);
            }
            prop_assert_eq!(when(&read.to_string()), read);
        }
        let _ = text.parse::<Period>();
    }

    #[test]
    fn a_period_round_trips(period in any_period()) {
        let text = period.to_string();
        prop_assert_eq!(text.parse(), Ok(period));
        let days = format!("{}/{}", period.first(), period.last());
        prop_assert_eq!(days.parse(), Ok(period));
        let json = serde_json::to_string(&period).unwrap();
        prop_assert_eq!(serde_json::from_str::<Period>(&json).unwrap(), period);
        let read = when(&text);
        prop_assert_eq!(When::from(period), read.clone());
        prop_assert_eq!((read.earliest(), read.latest()), (Some(period.first()), Some(period.last())));
        prop_assert_eq!(read.span_days(), Some(period.days()));
    }

    #[test]
    fn an_intersection_is_what_both_have(a in any_period(), b in any_period(), day in any_day()) {
        let both = a.intersection(b);
        prop_assert_eq!(both, b.intersection(a));
        prop_assert_eq!(a.intersection(a), Some(a));
        prop_assert_eq!(a.overlaps(b), both.is_some());
        prop_assert_eq!(a.encloses(b), both == Some(b));
        prop_assert_eq!(When::from(a).may_coincide(&When::from(b)), both.is_some());
        for day in [day, a.first(), a.last(), b.first(), b.last()] {
            let in_both = both.is_some_and(|both| both.contains(day));
            prop_assert_eq!(in_both, a.contains(day) && b.contains(day));
        }
        if let Some(both) = both {
            prop_assert!(a.encloses(both) && b.encloses(both));
        }
    }

    #[test]
    fn months_cover_a_period_exactly(period in any_period()) {
        let Some(months) = period.by_month() else {
            prop_assert!(period.whole_months().is_none());
            let ends = [period.first().day() == 1, period.last().succ_opt().unwrap().day() == 1];
            prop_assert!(ends != [true, true]);
            return Ok(());
        };
        let months: Vec<_> = months.take(600).collect();
        prop_assert_eq!(months[0].first(), period.first());
        prop_assert!(months.iter().all(|month| month.is_month()));
        prop_assert!(months.windows(2).all(|pair| pair[0].meets(pair[1])));
        if months.len() < 600 {
            prop_assert_eq!(months[months.len() - 1].last(), period.last());
            prop_assert_eq!(months.iter().map(|month| month.days()).sum::<u64>(), period.days());
        }
    }

    #[test]
    fn the_next_period_follows_at_once(period in any_period()) {
        if let Some(next) = period.next() {
            prop_assert!(period.meets(next) && !period.overlaps(next));
            prop_assert!(period.whole_months().is_some() || next.days() == period.days());
            if period.whole_months().is_some() {
                prop_assert_eq!(next.whole_months(), period.whole_months());
                prop_assert_eq!(next.previous(), Some(period));
            }
        }
        if let Some(previous) = period.previous() {
            prop_assert!(previous.meets(period));
        }
    }
}
