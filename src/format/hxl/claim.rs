//! The sheet of headcount claims.

use super::cells::{Cells, Line};
use super::column::Column;
use super::error::HxlError;
use super::sheet_row::SheetRow;
use crate::analysis::{Claim, Claimant, Claims};
use crate::code::Code;
use crate::error::Error;
use crate::id::Id;
use crate::measure::Estimate;
use crate::record::{Dossier, Event, Figure, FigureKeys, Source, SourceKind};
use crate::text::Text;
use crate::time::{Period, When};

/// One claim about the size of a group, as a row of a sheet: the content of a [`Claim`] without its
/// dossier.
///
/// ```
/// use corridor::{Dossier, Estimate, format::hxl};
///
/// let dossier: Dossier = serde_json::from_str(r#"{"format": "corridor/1", "as_of": "2023-12-27",
///     "sources": [{"id": "efe", "name": "EFE", "kind": "agency"}],
///     "groups": [{"id": "exodus", "name": "Exodus from Poverty", "mode": "foot"}],
///     "events": [{"id": "e5", "type": "statement", "on": "2023-12-24", "status": "occurred",
///                 "group": "exodus", "words": "nearly 10,000", "sources": ["efe"]}]}"#)?;
/// let claims = hxl::ClaimRow::of_dossier(&dossier);
/// let mut sheet = Vec::new();
/// hxl::write_claims(&claims, &mut sheet)?;
/// let read = hxl::read::<hxl::ClaimRow>(sheet.as_slice())?;
/// assert_eq!(read.rows(), claims);
/// assert_eq!(read.rows()[0].claimant(), Some("EFE"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ClaimRow {
    event: Id,
    group: Id,
    group_name: Option<Text>,
    on: When,
    figure: Figure,
    party: Option<Id>,
    claimant: Option<Text>,
    kind: SourceKind,
    via: Vec<Id>,
}

impl ClaimRow {
    /// A claim without a claimant.
    pub fn new(event: Id, group: Id, on: When, figure: Figure) -> Self {
        Self {
            event,
            group,
            group_name: None,
            on,
            figure,
            party: None,
            claimant: None,
            kind: SourceKind::Other,
            via: Vec::new(),
        }
    }

    /// The same claim, with a name for the group.
    ///
    /// # Errors
    /// A name that is not a valid text.
    pub fn with_group_name(self, name: impl AsRef<str>) -> Result<Self, Error> {
        Ok(Self {
            group_name: Some(Text::try_new(name.as_ref())?),
            ..self
        })
    }

    /// The same claim, by a claimant of that name and kind.
    ///
    /// # Errors
    /// A name that is not a valid text.
    pub fn with_claimant(self, name: impl AsRef<str>, kind: SourceKind) -> Result<Self, Error> {
        Ok(Self {
            claimant: Some(Text::try_new(name.as_ref())?),
            kind,
            ..self
        })
    }

    /// The same claim, made by that party and not by a source itself.
    #[must_use]
    pub fn with_party(self, party: Id) -> Self {
        Self {
            party: Some(party),
            ..self
        }
    }

    /// The same claim, with the sources through which it came: the reporting one first, then the
    /// one that it quotes, and so on.
    #[must_use]
    pub fn with_via(self, sources: impl IntoIterator<Item = Id>) -> Self {
        Self {
            via: sources.into_iter().collect(),
            ..self
        }
    }

    /// The claims about one group, in their order.
    pub fn of(claims: &Claims<'_>) -> Vec<Self> {
        claims.iter().map(Self::from).collect()
    }

    /// The claims about every group of a dossier, group by group.
    pub fn of_dossier(dossier: &Dossier) -> Vec<Self> {
        let claims = dossier.all_claims();
        claims.flat_map(|claims| Self::of(&claims)).collect()
    }

    /// The event that reports it.
    pub fn event(&self) -> &Id {
        &self.event
    }

    /// The group that it counts.
    pub fn group(&self) -> &Id {
        &self.group
    }

    /// The name of the group.
    pub fn group_name(&self) -> Option<&str> {
        self.group_name.as_ref().map(Text::as_str)
    }

    /// The day that the figure is about.
    pub fn on(&self) -> &When {
        &self.on
    }

    /// The figure, with its words.
    pub fn figure(&self) -> &Figure {
        &self.figure
    }

    /// How many.
    pub fn estimate(&self) -> Estimate {
        self.figure.estimate()
    }

    /// The party that claims it, if not a source itself.
    pub fn party(&self) -> Option<&Id> {
        self.party.as_ref()
    }

    /// The name of the claimant.
    pub fn claimant(&self) -> Option<&str> {
        self.claimant.as_ref().map(Text::as_str)
    }

    /// The kind of the claimant.
    pub fn kind(&self) -> SourceKind {
        self.kind
    }

    /// The sources through which it came, the reporting one first.
    pub fn via(&self) -> &[Id] {
        &self.via
    }

    /// The claim as a statement for a dossier, reported by the first of its sources.
    ///
    /// A sheet does not record whether the claim was made by a sighting or a split, or whom the
    /// source quotes. A split is one event with a claim for each part: their rows have the same id.
    ///
    /// # Errors
    /// As for [`Event::statement`]; it accepts everything that a sheet can contain.
    pub fn to_event(&self) -> Result<Event, Error> {
        let statement = Event::statement(&self.event, &self.on);
        let statement = statement.group(&self.group).headcount(&self.figure);
        let statement = match &self.party {
            Some(party) => statement.by(party),
            None => statement,
        };
        statement.sources(self.via.first()).build()
    }
}

impl From<&Claim<'_>> for ClaimRow {
    fn from(claim: &Claim<'_>) -> Self {
        let by = claim.by();
        Self {
            event: claim.event().id().clone(),
            group: claim.group().id().clone(),
            group_name: claim.group().name().parse().ok(),
            on: claim.on().clone(),
            figure: claim.figure().clone(),
            party: match by {
                Some(Claimant::Party(party)) => Some(party.id().clone()),
                _ => None,
            },
            claimant: by.and_then(|by| by.name().parse().ok()),
            kind: claim.kind(),
            via: claim.via().map(Source::id).cloned().collect(),
        }
    }
}

impl SheetRow for ClaimRow {}

impl super::sheet_row::sealed::Row for ClaimRow {
    const COLUMNS: &'static [Column] = &[
        Column::required("Event", "#event+id"),
        Column::required("Group", "#group+id"),
        Column::optional("Name of the group", "#group+name"),
        Column::optional("First day", "#date+start"),
        Column::optional("Last day", "#date+end"),
        Column::optional("Day as reported", "#meta+date+edtf").also(&["#date+occurred", "#date"]),
        Column::bound("Lowest", "#affected+ind+low"),
        Column::optional("As stated", "#affected+ind+best")
            .also(&["#affected+ind"])
            .instead(&["#affected+idps+ind", "#affected+idps"]),
        Column::bound("Highest", "#affected+ind+high"),
        Column::optional("In the words", "#description+quote"),
        Column::optional("Party", "#meta+claimant+id"),
        Column::optional("Claimed by", "#meta+claimant+name"),
        Column::optional("Who is", "#meta+claimant+type"),
        Column::optional("Through the sources", "#meta+source+ids"),
    ];

    fn read(cells: &mut Cells<'_>) -> Result<Self, HxlError> {
        let (event, group) = (cells.required()?, cells.required()?);
        let group_name = cells.next()?.verbatim()?;
        let on = day(cells)?;
        let (estimate, cell) = cells.estimate()?;
        let words = cells.next()?;
        let keys = FigureKeys {
            estimate,
            words: words.verbatim()?,
            composition: Vec::new(),
        };
        let figure = Figure::from_keys(keys, "headcount")
            .map_err(|error| words.refused_by(error))?
            .ok_or_else(|| cell.missing())?;
        Ok(Self {
            event,
            group,
            group_name,
            on,
            figure,
            party: cells.next()?.word()?,
            claimant: cells.next()?.verbatim()?,
            kind: cells.next()?.word()?.unwrap_or(SourceKind::Other),
            via: cells.ids()?,
        })
    }

    fn write(&self, _: usize, line: &mut Line) {
        line.push(&self.event);
        line.push(&self.group);
        line.push_optional(self.group_name());
        line.push_optional(self.on.earliest());
        line.push_optional(self.on.latest());
        line.push(&self.on);
        line.push_estimate(Some(self.estimate()));
        line.push_optional(self.figure.words());
        line.push_optional(self.party());
        line.push_optional(self.claimant());
        line.push(&self.kind);
        line.push_ids(&self.via);
    }
}

/// The day as reported, which the first and the last day must not contradict. Without it, any day
/// from the first to the last, one of which may be open.
fn day(cells: &mut Cells<'_>) -> Result<When, HxlError> {
    let (first, last, told) = (cells.next()?, cells.next()?, cells.next()?);
    let earliest = first.word::<Period>()?.map(Period::first);
    let latest = last.word::<Period>()?.map(Period::last);
    if let Some(when) = told.word::<When>()? {
        for (cell, day, bound) in [
            (first, earliest, when.earliest()),
            (last, latest, when.latest()),
        ] {
            if day.is_some() && day != bound {
                let message = format!("it does not agree with {when}");
                return Err(cell.refused(Code::DateInvalid, message));
            }
        }
        return Ok(when);
    }
    let open = |text: String| {
        text.parse::<When>()
            .map_err(|error| first.refused_by(error))
    };
    match (earliest, latest) {
        (Some(earliest), Some(latest)) => Period::try_new(earliest, latest)
            .map(When::from)
            .map_err(|error| last.refused_by(error)),
        (Some(earliest), None) => open(format!("{earliest}/..")),
        (None, Some(latest)) => open(format!("../{latest}")),
        (None, None) => Err(told.missing()),
    }
}
