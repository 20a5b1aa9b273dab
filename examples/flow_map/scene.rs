//! What the library derives from the dossier, as far as the first picture shows it.

use std::error::Error;
use std::str::FromStr as _;

use chrono::NaiveDate;
use corridor::analysis::Forecast;
use corridor::check::Finding;
use corridor::{
    Code, CountryCode, Dossier, Estimate, Event, Gazetteer, Id, Journey, Ledger, Pace, Place,
    PlaceCode, PlaceKind, RecordKind, Route, Source, When,
};

/// The municipalities in the order in which the coast road passes their seats.
const ALONG: [&str; 7] = [
    "MX07089", "MX07040", "MX07071", "MX07032", "MX07051", "MX07069", "MX07009",
];

/// A group that the check says cannot have come so far.
pub(crate) struct Doubt {
    pub(crate) group: Id,
    pub(crate) text: [String; 3],
}

impl Doubt {
    fn of(finding: &Finding) -> Option<Self> {
        let groups = |(kind, _): &(RecordKind, &str)| *kind == RecordKind::Group;
        let (_, group) = finding.related().into_iter().find(groups)?;
        let message = finding.message();
        let (speed, _) = message.split_once(';')?;
        let wire = serde_json::to_value(finding).ok()?;
        let limit = wire.pointer("/details/limit_km_per_day")?.as_f64()?;
        Some(Self {
            group: group.parse().ok()?,
            text: [
                "a group is reported here; doubtful:".to_owned(),
                format!("{speed};"),
                format!("on foot, {limit:.0} km a day at most"),
            ],
        })
    }
}

/// Of whom a line on the map speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The whole caravan, when it set out.
    Departed,
    /// Its largest group.
    Main,
    /// The groups ahead of that.
    Ahead,
    /// A group that can hardly be where it is reported.
    Doubtful,
}

/// What the library derives from the dossier, as far as it is drawn.
pub(crate) struct Scene<'d> {
    pub(crate) dossier: &'d Dossier,
    pub(crate) along: Vec<&'d Place>,
    pub(crate) caravan: Journey<'d>,
    pub(crate) main: Journey<'d>,
    pub(crate) ledger: Ledger<'d>,
    /// What it does next, and along which way.
    pub(crate) plan: &'d Event,
    pub(crate) way: Route,
    pub(crate) forecast: Forecast,
    /// The groups without a count of their own, each with where it was seen.
    pub(crate) ahead: Vec<(&'d Id, &'d Place)>,
    pub(crate) together: Estimate,
    pub(crate) doubts: Vec<Doubt>,
}

impl<'d> Scene<'d> {
    pub(crate) fn of(dossier: &'d Dossier) -> Result<Self, Box<dyn Error>> {
        let main = dossier.journey("exodus")?;
        let plan = main.next_move().ok_or("no plan to go on")?;
        let way = main.next_route()?.ok_or("no plan to go on")?;
        let forecast = main.forecast(&way, Pace::WALKING)?;
        let ledger = dossier.ledger("caravan")?;
        let balance = ledger.balance(dossier.as_of())?;
        let shared = balance.accounts().find(|account| account.is_shared());
        let shared = shared.ok_or("every group is counted")?;
        let mut ahead = Vec::new();
        for group in shared.groups() {
            let journey = dossier.journey(group.as_str())?;
            let seen = journey.last().ok_or("a group that nobody saw")?.place();
            ahead.push((group, seen));
        }
        ahead.sort_by_key(|(_, seen)| ALONG.iter().position(|&code| code == seen.code().as_str()));
        let doubts = dossier.check();
        let too_fast = doubts
            .iter()
            .filter(|finding| finding.code() == Code::ImplausibleSpeed);
        let doubts = too_fast.map(|finding| Doubt::of(finding).ok_or("a speed without its group"));
        Ok(Self {
            along: ALONG
                .iter()
                .filter_map(|code| dossier.place(code))
                .collect(),
            caravan: dossier.journey("caravan")?,
            ledger,
            plan,
            way,
            forecast,
            ahead,
            together: shared.people(),
            doubts: doubts.collect::<Result<_, _>>()?,
            main,
            dossier,
        })
    }
}

impl<'d> Scene<'d> {
    pub(crate) fn day(&self) -> NaiveDate {
        self.dossier.as_of()
    }

    /// Where the caravan set out, and where its main group was last.
    pub(crate) fn ends(&self) -> Result<(&'d Place, &'d Place), Box<dyn Error>> {
        let start = self
            .caravan
            .fixes()
            .first()
            .ok_or("nobody set out")?
            .place();
        let now = self.main.last().ok_or("nobody was seen")?.place();
        Ok((start, now))
    }

    /// How many there are of a group on that day, by the ledger.
    pub(crate) fn people(
        &self,
        group: &Journey<'_>,
        day: NaiveDate,
    ) -> Result<Estimate, Box<dyn Error>> {
        let people = self
            .ledger
            .balance(day)?
            .people(group.group().id().as_str());
        Ok(people.ok_or("nobody was counted")?)
    }

    /// The words in which that number was reported, or else the number.
    pub(crate) fn words(
        &self,
        group: &Journey<'_>,
        people: Estimate,
    ) -> Result<String, Box<dyn Error>> {
        let claims = self.dossier.claims(group.group().id())?;
        let claim = claims.iter().find(|claim| claim.estimate() == people);
        let words = claim.and_then(|claim| claim.figure().words());
        Ok(words.map_or_else(|| people.to_string(), str::to_owned))
    }

    /// What a report of that day says with "more than", in its words.
    pub(crate) fn open(
        &self,
        group: &Journey<'_>,
        day: NaiveDate,
    ) -> Result<Option<String>, Box<dyn Error>> {
        let claims = self.dossier.claims(group.group().id())?.about(day)?;
        let mut claims = claims.iter();
        let open = claims.find(|claim| claim.estimate().high().is_none());
        Ok(open.map(|claim| {
            let words = claim.figure().words();
            words.map_or_else(|| claim.estimate().to_string(), str::to_owned)
        }))
    }

    pub(crate) fn departed_on(&self) -> Result<NaiveDate, Box<dyn Error>> {
        let first = self.caravan.fixes().first().ok_or("nobody set out")?;
        Ok(first
            .on()
            .as_day()
            .ok_or("they set out on no certain day")?)
    }

    pub(crate) fn doubt(&self, group: &Id) -> Option<&Doubt> {
        self.doubts.iter().find(|doubt| doubt.group == *group)
    }

    /// Where a place is in the order of the road.
    pub(crate) fn order(&self, place: &PlaceCode) -> Option<usize> {
        self.along.iter().position(|other| other.code() == *place)
    }

    /// Where and when, above the headline.
    pub(crate) fn kicker(&self) -> String {
        let day = self.day().format("%-d %B %Y");
        format!("Migrants in southern Mexico, as of {day}").to_uppercase()
    }

    pub(crate) fn headline(&self) -> Result<String, Box<dyn Error>> {
        let then = self.people(&self.caravan, self.departed_on()?)?;
        let now = self.people(&self.main, self.day())?;
        Ok(format!(
            "Caravan of {} has split: {} are in {}",
            self.words(&self.caravan, then)?,
            self.words(&self.main, now)?,
            self.ends()?.1.name()
        ))
    }

    pub(crate) fn standfirst(&self) -> Result<String, Box<dyn Error>> {
        let road = self.way.length();
        let to = self.goal().ok_or("a way that leads nowhere")?;
        let on = self.plan.on().and_then(When::as_day);
        let on = on
            .map(|day| format!(" on {}", day.format("%-d %B")))
            .unwrap_or_default();
        let (border, crossing) = self.to_the_border().ok_or("no way to the border")?;
        Ok(format!(
            "The largest group, “{}”, plans to walk {road:.0} on to {}{on}. Another {} people are \
             ahead of it, spread over {} towns. The nearest US border town, {crossing}, is {border} \
             away in a straight line.",
            self.main.group().name(),
            to.name(),
            self.together.bounds(),
            self.ahead.len(),
        ))
    }

    /// Where its largest group plans to be next.
    pub(crate) fn goal(&self) -> Option<&Place> {
        self.way.places().last()
    }

    /// How far the nearest town of the country they want to reach is, to ten kilometres.
    fn to_the_border(&self) -> Option<(String, String)> {
        let us = CountryCode::from_str("US").ok()?;
        let now = self.main.last()?.place().seat()?;
        let places = Gazetteer::embedded().iter();
        let (distance, place) = places
            .filter(|place| place.country() == us && *place.kind() == PlaceKind::LOCALITY)
            .filter_map(|place| Some((now.distance_to(place.seat()?), place)))
            .min_by(|(one, _), (other, _)| one.cmp(other))?;
        let tens: u64 = format!("{:.0}0", distance.km() / 10.0).parse().ok()?;
        let grouped = Estimate::exactly(tens);
        let state = Gazetteer::embedded().subdivision_name(place.subdivision()?)?;
        Some((
            format!("{grouped} km"),
            format!("{} in {state}", place.name()),
        ))
    }

    /// What there is to say of a place, and of whom each line speaks.
    pub(crate) fn notes(&self, place: &Place) -> Result<Vec<(Tone, String)>, Box<dyn Error>> {
        let (start, now) = self.ends()?;
        let mut notes = Vec::new();
        if place.code() == start.code() {
            let day = self.departed_on()?;
            let words = self.words(&self.caravan, self.people(&self.caravan, day)?)?;
            notes.push((Tone::Departed, format!("{words} left on {}", short(day))));
            let claims = self.dossier.claims(self.caravan.group().id())?;
            let stated = claims.stated().ok_or("nobody counted")?;
            notes.push((Tone::Departed, format!("others said {stated}")));
        }
        if place.code() == now.code() {
            let words = self.words(&self.main, self.people(&self.main, self.day())?)?;
            notes.push((Tone::Main, format!("{words} on {}", short(self.day()))));
            // The open ring, in words.
            let open = self.open(&self.main, self.day())?;
            let open = open.filter(|open| *open != words);
            notes.extend(open.map(|open| (Tone::Main, format!("also told: “{open}”"))));
            let walked = self.main.travelled();
            notes.extend(walked.map(|walked| (Tone::Main, format!("after {walked} on foot"))));
        }
        if let Some(to) = self.goal()
            && to.code() == place.code()
        {
            let on = self.plan.on().and_then(When::as_day).ok_or("no day")?;
            let stop = self.forecast.stop(place.code()).ok_or("no forecast")?;
            let (Some(first), Some(last)) = stop.arrives() else {
                return Err("a forecast without an end".into());
            };
            let days = format!("{}–{}", first.format("%-d"), short(last));
            notes.push((Tone::Main, format!("plan: here on {}", short(on))));
            notes.push((Tone::Main, format!("at walking pace: {days}")));
        }
        for (group, _) in self
            .ahead
            .iter()
            .filter(|(_, seen)| seen.code() == place.code())
        {
            match self.doubt(group) {
                Some(doubt) => {
                    let lines = doubt.text.iter().cloned();
                    notes.extend(lines.map(|line| (Tone::Doubtful, line)));
                }
                None => notes.push((Tone::Ahead, "a group, not counted".to_owned())),
            }
        }
        Ok(notes)
    }

    /// From whom the figures and the plan are, and who else counted.
    pub(crate) fn sources(&self) -> Result<(String, String), Box<dyn Error>> {
        let last = self.main.last().ok_or("nobody was seen")?.event();
        let first = last
            .sources()
            .first()
            .and_then(|id| self.dossier.source(id.as_str()));
        let first = first.ok_or("a report without a source")?;
        let claims = self.dossier.claims(self.caravan.group().id())?;
        let mut others: Vec<&str> = Vec::new();
        for source in claims.iter().flat_map(|claim| claim.event().sources()) {
            let name = self
                .dossier
                .source(source.as_str())
                .map_or("", Source::name);
            if name != first.name() && !others.contains(&name) {
                others.push(name);
            }
        }
        let quoted = first
            .quotes()
            .and_then(|id| self.dossier.source(id.as_str()));
        let via = quoted
            .map(|agency| format!(" ({})", agency.name()))
            .unwrap_or_default();
        let on = first.published().and_then(When::as_day);
        let on = on
            .map(|day| format!(", {}", day.format("%-d %B %Y")))
            .unwrap_or_default();
        Ok((format!("{}{via}{on}", first.name()), others.join(", ")))
    }
}

/// "27 Dec".
fn short(day: NaiveDate) -> String {
    day.format("%-d %b").to_string()
}
