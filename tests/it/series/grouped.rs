//! Series of figures that stand in no dossier, and years and quarters of them.

use corridor::*;

use super::*;

#[test]
fn rows_of_many_keys_are_a_series_each() {
    let border = border();
    let all = Series::by_key(border.statistics()).unwrap();
    let keys: Vec<_> = border.series_keys().collect();
    assert_eq!(all.keys().collect::<Vec<_>>(), keys);
    for (key, series) in &all {
        assert_eq!(series.key(), key);
        assert_eq!(Ok(series), border.series(key).as_ref());
        let own = border.statistics().iter();
        let own = own.filter(|statistic| statistic.key() == key);
        assert_eq!(Ok(series), Series::from_statistics(own).as_ref());
    }
    let none = Series::by_key(Vec::<Statistic>::new()).unwrap();
    assert!(none.is_empty());
    let error = Series::from_statistics(Vec::<Statistic>::new()).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (Code::SeriesUnknown, "a series needs at least one statistic")
    );
    let twice = [("a", 1), ("b", 2)].map(|(id, value)| {
        let value = Estimate::exactly(value);
        statistic(id, &encounters(), period("2023-01"), value, "2023-02-01")
    });
    let all = Series::by_key(&twice).unwrap();
    let conflicts = all.values().flat_map(Series::observations);
    assert_eq!(conflicts.filter(|row| row.conflict().is_some()).count(), 1);
}

/// Of rows in any order, those of the total and of its parts in the dimension, and no others.
#[test]
fn a_breakdown_takes_its_own_of_any_rows() {
    let border = border();
    let of_dossier = border.breakdown(&encounters(), "component").unwrap();
    assert_eq!(of_dossier.dimension(), "component");
    let rows = border.statistics().iter().rev();
    let of_rows = Breakdown::from_statistics(rows, &encounters(), "component").unwrap();
    assert_eq!(of_rows, of_dossier);
    for (value, part) in of_rows.parts() {
        let component: Vec<_> = part.key().breakdown().collect();
        assert_eq!(component, [("component", value)]);
    }
    let nothing = Breakdown::from_statistics(border.statistics(), &encounters(), "age").unwrap();
    assert_eq!(nothing.parts().len(), 0);
    let error = Breakdown::from_statistics(Vec::<Statistic>::new(), &encounters(), "age");
    assert_eq!(error.unwrap_err().code(), Code::SeriesUnknown);
}

#[test]
fn quarters_and_fiscal_years_of_any_first_month() {
    let month = |month: u32| Period::month(2023, month).unwrap().to_string();
    let months: Vec<_> = (1..=12).map(month).collect();
    let rows: Vec<_> = months
        .iter()
        .map(|month| (month.as_str(), 1, "2024-01-15"))
        .collect();
    let year = series(&rows);
    let latest = year.latest();
    assert_eq!(
        by_period(latest.by_quarter()),
        [
            "2023-01/2023-03: 3 encounters",
            "2023-04/2023-06: 3 encounters",
            "2023-07/2023-09: 3 encounters",
            "2023-10/2023-12: 3 encounters",
        ]
    );
    let fiscal = |first_month| by_period(latest.by_fiscal_year(first_month).unwrap());
    assert_eq!(fiscal(1), ["2023: 12 encounters"]);
    assert_eq!(
        fiscal(7),
        [
            "2022-07/2023-06: no figure for 2022-07/2022-12 of 2022-07/2023-06",
            "2023-07/2024-06: no figure for 2024-01/2024-06 of 2023-07/2024-06",
        ]
    );
    assert_eq!(fiscal(10), by_period(latest.by_us_fiscal_year()));
    let early = year.vintage(day("2023-12-31"));
    assert_eq!(early.by_quarter().count(), 0, "nothing was known yet");
    for no_month in [0, 13, u32::MAX] {
        let error = early.by_fiscal_year(no_month).err().unwrap();
        assert_eq!(error.code(), Code::PeriodInvalid, "{no_month}");
    }
    // One whose first figure starts in the middle of a quarter.
    let may = series(&[("2023-05", 1, "2024-01-15")]);
    assert_eq!(
        by_period(may.latest().by_quarter()),
        ["2023-04/2023-06: no figure for 2023-04, 2023-06 of 2023-04/2023-06"]
    );
}

/// By counting months: each starts in its month, ends in its year, and meets the next.
#[test]
fn a_fiscal_year_bears_the_number_of_the_year_in_which_it_ends() {
    use chrono::Datelike;
    for first_month in 1..=12 {
        for year in [2, 1900, 2023, 2024, 9999] {
            let fiscal = Period::fiscal_year(year, first_month).unwrap();
            let (first, last) = (fiscal.first(), fiscal.last());
            assert_eq!((first.month(), first.day()), (first_month, 1));
            assert_eq!(last.year(), year);
            assert_eq!(fiscal.whole_months(), Some(12));
            let before = Period::fiscal_year(year - 1, first_month);
            assert!(year == 2 || before.is_ok_and(|before| before.meets(fiscal)));
        }
        let first = Period::fiscal_year(1, first_month);
        assert_eq!(first.is_ok(), first_month == 1, "year 0 has no days");
        assert!(Period::fiscal_year(10_000, first_month).is_err());
    }
    assert_eq!(
        Period::fiscal_year(2023, 13).unwrap_err().to_string(),
        Period::month(2022, 13).unwrap_err().to_string()
    );
    assert!(Period::fiscal_year(2023, 0).is_err());
}
