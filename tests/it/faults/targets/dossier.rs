//! What holds of every dossier, wherever it was read from.

use corridor::format::json;
use corridor::{Dossier, Journey, Network, Pace, Report, Route};

/// It is its own text, and whatever may be asked of it has an answer.
pub fn holds(dossier: &Dossier) {
    let written = serde_json::to_string(dossier).unwrap();
    let again = json::read(&written).unwrap();
    assert!(again.findings().is_clean(), "{}", again.findings());
    assert_eq!(again.dossier(), dossier);
    assert_eq!(serde_json::to_string(again.dossier()).unwrap(), written);
    assert_eq!(dossier.to_draft().build().as_ref(), Ok(dossier));

    let report = dossier.check();
    adds_up(&report);
    assert_eq!(report.is_clean(), dossier.is_clean());
    assert_eq!(report.is_clean(), dossier.first_finding().is_none());

    for (group, of_all) in dossier.groups().iter().zip(dossier.journeys()) {
        let journey = dossier.journey(group.id()).unwrap();
        assert_eq!(of_all.fixes(), journey.fixes());
        assert!(serde_json::to_string(&journey).is_ok());
        travels(dossier, &journey);
        let claims = dossier.claims(group.id()).unwrap();
        assert!(
            claims.agreement().is_none() || claims.contradictions().is_empty() || claims.len() > 1
        );
        assert_eq!(claims.hull().is_some(), !claims.is_empty());
        let ledger = dossier.ledger(group.id().as_str()).unwrap();
        let closing = ledger.closing();
        let rest = closing.rest();
        assert!(rest.low() <= rest.best() && rest.high().is_none_or(|high| rest.best() <= high));
        for day in ledger.days().take(8) {
            assert!(ledger.balance(day).is_ok());
        }
    }
    for gathering in &dossier.meetings() {
        let _ = (
            gathering.notice(),
            gathering.on_the_table(),
            gathering.followed_by(30),
        );
        assert!(serde_json::to_string(gathering).is_ok());
    }
    for statistic in dossier.statistics() {
        let Ok(series) = dossier.series(statistic.key()) else {
            continue;
        };
        let latest = series.latest();
        let _ = (latest.sum(statistic.period()), latest.compare(statistic));
        assert_eq!(series.revisions().count(), series.revisions().count());
        if let Some(span) = latest.span() {
            let _ = (latest.sum(span), latest.partial_sum(span));
            assert!(
                latest
                    .by_us_fiscal_year()
                    .take(100)
                    .all(|(year, _)| year.days() > 360)
            );
        }
        assert_eq!(
            statistic.key().to_string().parse().ok().as_ref(),
            Some(statistic.key())
        );
        if let Some((dimension, _)) = statistic.key().breakdown().next() {
            let _ = dossier.breakdown(statistic.key(), dimension);
        }
    }
    if let Ok(network) = dossier.network() {
        finds_ways(dossier, &network);
    }
}

/// The counts of a report are those of its findings.
pub fn adds_up(report: &Report) {
    let by_code: usize = report.codes().map(|(_, count)| count).sum();
    assert_eq!(by_code, report.total());
    assert!(report.iter().count() <= report.total());
    for finding in report {
        assert!(!finding.to_string().is_empty());
        assert!(serde_json::to_string(finding).is_ok());
    }
    assert_eq!(report.is_clean(), report.total() == 0);
}

fn travels(dossier: &Dossier, journey: &Journey<'_>) {
    assert!(journey.geodesic_length().km().is_finite());
    if let Some(pace) = journey.pace() {
        assert!(pace.fast().is_none_or(|fast| pace.slow() <= fast), "{pace}");
    }
    let _ = (
        journey.at(dossier.as_of()),
        journey.next_route(),
        journey.plan().count(),
    );
    for pair in journey.fixes().windows(2) {
        if let [one, next] = pair {
            let _ = one.pace_to(next);
        }
    }
    let seats = journey.fixes().iter().map(|fix| fix.place().clone());
    if let Ok(route) = Route::through(seats) {
        let _ = journey.forecast(&route, Pace::WALKING);
        if let Some(whereabouts) = journey.at(dossier.as_of()).unwrap() {
            let _ = (whereabouts.last(), whereabouts.positions());
        }
    }
}

fn finds_ways(dossier: &Dossier, network: &Network) {
    let _ = network.components();
    let (Some(first), Some(last)) = (network.places().first(), network.places().last()) else {
        return;
    };
    let (from, to, day) = (first.code(), last.code(), dossier.as_of());
    let distance = network.distance(from, to, day);
    if let Ok(route) = network.route(from, to, day) {
        let length = distance.unwrap().km();
        assert!((route.length().km() - length).abs() <= 1e-9 * length.max(1.0));
    }
}
