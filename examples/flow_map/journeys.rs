//! The map of any dossier.

use std::fmt::Write as _;

use corridor::{Dossier, Estimate, Position};

use super::command::Outcome;
use super::flows::{line, round_number};
use super::geometry::{Circle, Point, Rect, Segment};
use super::ground;
use super::ink::{MARGIN, MEASURE, Page, Stroke, colour};
use super::labels::{self, Label, Line, Obstacles};
use super::legend::{self, Sample};
use super::lettering;
use super::people::{Crowd, Scale};
use super::projection::{Map, between};
use super::reported::{Reported, Site, counted};

const HEIGHT: f64 = 430.0;
/// A map of one town shows where in the country it is.
const LEAST_KM: f64 = 250.0;
/// The radius of the largest circle.
const LARGEST: f64 = 30.0;
const SEAT: f64 = 4.0;
/// Rows of the legend, and lines below the name of a place.
const MOST_GROUPS: usize = 14;
const MOST_NOTES: usize = 3;

struct Drawing<'d> {
    dossier: &'d Dossier,
    reported: Reported<'d>,
}

/// The picture, as SVG; what is not in it is said on standard error.
pub(crate) fn draw(dossier: &Dossier, file: &str) -> Outcome<String> {
    let reported = Reported::of(dossier);
    let unplaced: Vec<&str> = reported.unplaced.iter().copied().collect();
    let unplaced = unplaced.join(", ");
    let statistics = dossier.statistics().len();
    let told = counted(statistics, "statistic");
    if reported.sites.is_empty() {
        let why = match (unplaced.as_str(), statistics) {
            ("", 0) => "no event has a place".to_owned(),
            ("", _) => format!("no event has a place; it has {told}, which are not drawn"),
            (names, _) => format!("no position is known for {names}"),
        };
        return Err(format!("{file}: nothing to draw: {why}").into());
    }
    let mut notes = Vec::new();
    if !unplaced.is_empty() {
        notes.push(format!("not drawn, for want of a position: {unplaced}"));
    }
    if reported.nowhere > 0 {
        let events = counted(reported.nowhere, "event");
        notes.push(format!("not drawn, for want of a place: {events}"));
    }
    if statistics > 0 {
        notes.push(format!("not drawn: {told}"));
    }
    for note in &notes {
        eprintln!("{file}: {note}");
    }
    Drawing { dossier, reported }.page(&notes)
}

impl Drawing<'_> {
    fn page(&self, notes: &[String]) -> Outcome<String> {
        let title = self.dossier.title().unwrap_or("What the reports say");
        let kicker = format!("AS OF {}", self.dossier.as_of());
        let (mut page, below) = Page::headed(&kicker, title, &self.standfirst());
        let frame = Rect::new(MARGIN, below + 8.0, MEASURE, HEIGHT);
        let inner = Rect::new(
            frame.left + 70.0,
            frame.top + 56.0,
            MEASURE - 140.0,
            HEIGHT - 112.0,
        );
        let seats: Vec<Position> = self.reported.sites.values().map(|site| site.seat).collect();
        let map = Map::fitting(&seats, inner, LEAST_KM).ok_or("nowhere to draw")?;
        ground::land(&mut page, &map, frame)?;
        let mut obstacles = Obstacles::default();
        for leg in &self.reported.legs {
            let way = map.lines(&between(leg.from, leg.to), frame);
            for piece in &way {
                let ends = piece.iter().zip(piece.iter().skip(1));
                obstacles
                    .lines
                    .extend(ends.map(|(&from, &to)| Segment::new(from, to)));
            }
            page.lines(&way, leg.stroke);
        }
        let scale = self.crowds(&mut page, &map, &mut obstacles);
        for site in self.reported.sites.values() {
            let dot = Circle {
                centre: map.at(site.seat),
                radius: SEAT,
            };
            let edge = Stroke::solid(colour::BLACK, 1.6);
            page.circle(dot, edge, Some((colour::PAPER, 1.0)));
            obstacles.circles.push(Circle {
                radius: SEAT + 2.0,
                ..dot
            });
        }
        let (placed, left_out) =
            labels::place_some(self.labels(&map, &obstacles), &obstacles, frame);
        if !labels::are_apart(&placed, &obstacles, frame) {
            return Err("labels overlap".into());
        }
        page.labels(&placed);
        let foot = self.legend(
            &mut page,
            &map,
            scale,
            Point::new(MARGIN, frame.bottom + 12.0),
        );
        Ok(page.footed(foot + 10.0, &self.sources(&map, notes, &left_out)))
    }

    /// Circles for the groups whose people are counted, and their scale.
    fn crowds(
        &self,
        page: &mut Page,
        map: &Map,
        obstacles: &mut Obstacles,
    ) -> Option<(Scale, u64)> {
        let most = self
            .reported
            .crowds
            .iter()
            .map(|(_, people, _)| people.best())
            .max()?;
        let scale = Scale::new(most, LARGEST);
        let mut crowds: Vec<Crowd> = Vec::new();
        for &(seat, people, colour) in &self.reported.crowds {
            // A limit far above what is stated would be a circle that hides the map.
            let far = people.high().is_none_or(|high| high / 3 > people.best());
            let open = Estimate::try_new(people.low(), people.best(), None);
            crowds.push(Crowd {
                centre: map.at(seat),
                people: open.ok().filter(|_| far).unwrap_or(people),
                is_open: far,
                colour,
                is_present: true,
            });
        }
        crowds.sort_by_key(|crowd| std::cmp::Reverse(crowd.people.best()));
        for crowd in &crowds {
            crowd.draw(page, scale);
            obstacles.circles.push(crowd.reach(scale));
        }
        Some((scale, most))
    }

    fn labels(&self, map: &Map, obstacles: &Obstacles) -> Vec<Label> {
        let mut sites: Vec<&Site<'_>> = self.reported.sites.values().collect();
        sites.sort_by_key(|site| site.rank);
        let labels = sites.into_iter().map(|site| {
            let anchor = map.at(site.seat);
            let own = obstacles
                .circles
                .iter()
                .filter(|circle| circle.centre == anchor);
            let reach = own.map(|circle| circle.radius).fold(SEAT + 2.0, f64::max);
            let name: Line = line(site.place.name(), 14.0, true, colour::BLACK);
            let mut lines = vec![name];
            for (colour, note) in site.notes.iter().take(MOST_NOTES) {
                let wrapped = lettering::wrapped(note, 13.0, false, 210.0);
                lines.extend(wrapped.iter().map(|text| line(text, 13.0, false, colour)));
            }
            if let Some(more) = site.notes.len().checked_sub(MOST_NOTES + 1) {
                let more = format!("and {} more", more + 1);
                lines.push(line(&more, 13.0, false, colour::GREY));
            }
            Label {
                anchor,
                reach,
                best: 0.0,
                lines,
            }
        });
        labels.collect()
    }

    fn standfirst(&self) -> String {
        let (groups, sites) = (self.reported.groups.len(), self.reported.sites.len());
        let (groups, sites) = (counted(groups, "group"), counted(sites, "place"));
        let findings = match self.dossier.check().iter().count() {
            0 => "The check finds nothing wrong.".to_owned(),
            count => format!("Worth checking: {}.", counted(count, "thing")),
        };
        format!("As reported: {groups}, {sites}. {findings}")
    }

    /// What stands for what, below the map; how far down it reaches.
    fn legend(
        &self,
        page: &mut Page,
        map: &Map,
        scale: Option<(Scale, u64)>,
        corner: Point,
    ) -> f64 {
        let strokes: Vec<[Stroke; 1]> = self
            .reported
            .groups
            .iter()
            .map(|&(colour, _)| [Stroke::solid(colour, 3.0)])
            .collect();
        let mut rows: Vec<(Sample<'_>, String)> = Vec::new();
        for (stroke, (_, text)) in strokes.iter().zip(&self.reported.groups).take(MOST_GROUPS) {
            let lines = lettering::wrapped(text, 15.0, false, MEASURE - 60.0);
            for (index, text) in lines.into_iter().enumerate() {
                let strokes: &[Stroke] = if index == 0 { stroke } else { &[] };
                rows.push((Sample::Lines(strokes), text));
            }
        }
        if let Some(more) = self.reported.groups.len().checked_sub(MOST_GROUPS + 1) {
            rows.push((Sample::Lines(&[]), format!("and {} more groups", more + 1)));
        }
        let planned = [Stroke::dashed(colour::GREY, 2.0, "7 5")];
        if self.reported.has_plan {
            rows.push((Sample::Lines(&planned), "planned".to_owned()));
        }
        let doubtful = [Stroke::dashed(colour::GREY, 2.5, "2 4")];
        if self.reported.has_doubt {
            rows.push((
                Sample::Lines(&doubtful),
                "reported, hardly possible".to_owned(),
            ));
        }
        let rows: Vec<(Sample<'_>, &str)> = rows
            .iter()
            .map(|(sample, text)| (*sample, text.as_str()))
            .collect();
        let mut at = legend::rows(page, corner, &rows);
        let mut foot = at.y;
        at = at.plus(0.0, 18.0);
        if let Some((scale, most)) = scale {
            let large = round_number(most);
            let numbers = [large, (large / 5).max(1)];
            let numbers = if large < 5 {
                &numbers[..1]
            } else {
                &numbers[..]
            };
            foot = at.y + legend::circles(page, at, scale, numbers) + 6.0;
        }
        if !map.is_of_the_world() {
            let km = round_number(map.km(130.0)).max(1);
            let bar = at.plus(MEASURE / 2.0 + 4.0, 0.0);
            legend::scale_bar(page, bar, map, u32::try_from(km).unwrap_or(1));
            foot = foot.max(at.y + 36.0);
        }
        foot
    }

    fn sources(&self, map: &Map, notes: &[String], left_out: &[String]) -> String {
        let mut names: Vec<&str> = Vec::new();
        for source in self.dossier.sources() {
            if !names.contains(&source.name()) {
                names.push(source.name());
            }
        }
        let more = names.len().saturating_sub(12);
        names.truncate(12);
        let mut text = String::new();
        if !names.is_empty() {
            text = format!("Sources: {}", names.join(", "));
            if more > 0 {
                let _ = write!(text, " and {more} more");
            }
            text.push_str(". ");
        }
        for note in notes {
            let mut letters = note.chars();
            let first = letters.next().map(|first| first.to_uppercase().to_string());
            let _ = write!(text, "{}{}. ", first.unwrap_or_default(), letters.as_str());
        }
        text += &labels::no_room(left_out);
        let _ = write!(
            text,
            "Lines lead straight from seat to seat. {} {} Computed and drawn with corridor.",
            ground::CREDIT,
            map.projection()
        );
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{Dossier, draw};
    use corridor::{Event, MigrantGroup, Place, Source, SourceKind};

    fn drawn(dossier: &Dossier) -> Result<String, String> {
        draw(dossier, "d.json").map_err(|error| error.to_string())
    }

    #[test]
    fn a_way_across_the_antimeridian_is_drawn() -> Result<(), Box<dyn std::error::Error>> {
        let dossier = Dossier::draft("2024-03-10")
            .with(Source::draft("s", "S & Co", SourceKind::Agency))
            .with(Place::draft("FJ-L1", "Suva").seat((-18.14, 178.44)))
            .with(Place::draft("WS-L1", "Apia").seat((-13.83, -171.77)))
            .with(Place::draft("NZ-L1", "Nobody knows where"))
            .with(MigrantGroup::draft("g", "Those <in> the boat"))
            .with(
                Event::departure("e1", "2024-03-01", "g", "WS-L1")
                    .headcount(120)
                    .source("s"),
            )
            .with(Event::arrival("e2", "2024-03-06", "g", "FJ-L1").source("s"))
            .with(
                Event::casualty("e3", "2024-03-07")
                    .dead(2)
                    .place("NZ-L1")
                    .source("s"),
            )
            .build()?;
        let svg = drawn(&dossier)?;
        for text in [
            "Those &lt;in&gt; the boat: 120 people",
            "Sources: S &amp; Co. Not drawn, for want of a position:",
            "Suva",
        ] {
            assert!(svg.contains(text), "{text}");
        }
        Ok(())
    }

    #[test]
    fn nothing_to_draw_is_said_with_the_reason() -> Result<(), Box<dyn std::error::Error>> {
        let empty = Dossier::draft("2024-03-10").build()?;
        assert_eq!(
            drawn(&empty),
            Err("d.json: nothing to draw: no event has a place".to_owned())
        );
        let unknown = Dossier::draft("2024-03-10")
            .with(Place::draft("NZ-L1", "Nowhere"))
            .with(Event::casualty("e", "2024-03-07").dead(2).place("NZ-L1"))
            .build()?;
        assert_eq!(
            drawn(&unknown),
            Err("d.json: nothing to draw: no position is known for Nowhere".to_owned())
        );
        Ok(())
    }
}
