//! The sheet of statistics.

use chrono::NaiveDate;

use super::cell::Cell;
use super::cells::{Cells, Line};
use super::column::Column;
use super::error::HxlError;
use super::sheet_row::SheetRow;
use crate::code::Code;
use crate::draft::Draft;
use crate::id::Id;
use crate::measure::{Per, Percent};
use crate::place::{Area, PlaceCode};
use crate::record::{Cause, Figure, Nature, ObservationStatus, SeriesKey, Site, Statistic, Unit};
use crate::text::Text;
use crate::time::Period;

impl SheetRow for Statistic {}

impl super::sheet_row::sealed::Row for Statistic {
    const COLUMNS: &'static [Column] = &[
        Column::required("Statistic", "#meta+id"),
        Column::required("Indicator", "#indicator+name"),
        Column::required("Unit", "#indicator+unit"),
        Column::required("Stock or flow", "#indicator+nature"),
        Column::either("Area", "#loc+area"),
        Column::repeated("Broken down by", "#indicator+dimension+name"),
        Column::repeated("Part", "#indicator+dimension+value"),
        Column::required("First day", "#date+start"),
        Column::required("Last day", "#date+end"),
        Column::required("Observation status", "#status+code"),
        Column::bound("Lowest", "#indicator+value+num+low"),
        Column::optional("As stated", "#indicator+value+num+best").also(&["#indicator+value+num"]),
        Column::bound("Highest", "#indicator+value+num+high"),
        Column::optional("In the words", "#description+quote"),
        Column::required("Publisher", "#org+reporting+id"),
        Column::optional("Published", "#date+reported"),
        Column::optional("Sources", "#meta+source+ids"),
        Column::either("Place", "#loc+code"),
        Column::optional("Rate per", "#indicator+value+per"),
        Column::optional("Per cent, at least", "#indicator+value+percent+low"),
        Column::optional("Per cent", "#indicator+value+percent+best")
            .also(&["#indicator+value+percent"]),
        Column::optional("Per cent, at most", "#indicator+value+percent+high"),
        Column::optional("Of", "#indicator+whole+name"),
        Column::optional("Recommended", "#meta+recommended"),
        Column::optional("Cause", "#cause"),
    ];

    fn read(cells: &mut Cells<'_>) -> Result<Self, HxlError> {
        let id: Id = cells.required()?;
        let (indicator, unit): (Text, Unit) = (cells.required_text()?, cells.required_text()?);
        let (nature, area_cell): (Nature, _) = (cells.required()?, cells.next()?);
        let area: Option<Area> = area_cell.verbatim()?;
        let (dimensions, values) = (cells.all()?, cells.all()?);
        let period = cells.period()?;
        let status_cell = cells.next()?;
        let status: Option<ObservationStatus> = status_cell.word()?;
        let (estimate, _) = cells.estimate()?;
        let words = cells.next()?;
        let publisher: Id = cells.required()?;
        let published = day(cells.next()?)?;
        let sources = cells.ids()?;
        let place_cell = cells.next()?;
        let place: Option<PlaceCode> = place_cell.word()?;
        let per_cell = cells.next()?;
        let per: Option<Per> = per_cell.word()?;
        let (percent, percent_cell) = percent(cells)?;
        let of_cell = cells.next()?;
        let of: Option<Text> = of_cell.verbatim()?;
        let recommended = flag(cells.next()?)?;
        let cause_cell = cells.next()?;
        let cause: Option<Cause> = cause_cell.word()?;

        let site = Site::from_keys("a statistic", area, place).map_err(|error| {
            let cell = if place.is_some() {
                place_cell
            } else {
                area_cell
            };
            cell.refused_by(error)
        })?;
        let key = SeriesKey::new(indicator, unit, nature, site);
        let key = broken_down(key, &dimensions, &values)?;
        let draft = Self::draft(id, key.indicator(), period)
            .key(&key)
            .status(status.ok_or_else(|| status_cell.missing())?)
            .publisher(publisher)
            .sources(sources);
        let draft = with(draft, estimate, Draft::<Self>::value);
        let words_text: Option<Text> = words.verbatim()?;
        let draft = with(draft, words_text, Draft::<Self>::words);
        let draft = with(draft, per, Draft::<Self>::per);
        let draft = with(draft, percent, Draft::<Self>::percent);
        let draft = with(draft, of, Draft::<Self>::of);
        let draft = with(draft, published, Draft::<Self>::published);
        let draft = with(draft, cause, Draft::<Self>::cause);
        let draft = if recommended {
            draft.recommended()
        } else {
            draft
        };
        draft.build().map_err(|error| {
            let cell = match error.path() {
                "words" => words,
                "per" => per_cell,
                "percent" => percent_cell,
                "of" => of_cell,
                _ => status_cell,
            };
            cell.refused_by(error)
        })
    }

    fn repeats(&self) -> usize {
        self.key().breakdown().len()
    }

    fn write(&self, repeats: usize, line: &mut Line) {
        let key = self.key();
        line.push(self.id());
        line.push(key.indicator());
        line.push(key.unit());
        line.push(&key.nature());
        line.push_optional(key.area());
        let padding = || std::iter::repeat_n("", repeats.saturating_sub(self.repeats()));
        let dimensions = key.breakdown().map(|(dimension, _)| dimension);
        dimensions.chain(padding()).for_each(|cell| line.push(cell));
        let values = key.breakdown().map(|(_, value)| value);
        values.chain(padding()).for_each(|cell| line.push(cell));
        line.push_period(self.period());
        line.push(&self.status());
        line.push_estimate(self.value().map(Figure::estimate));
        line.push_optional(self.words());
        line.push(self.publisher());
        match self.published() {
            Some(day) => line.push_day("#date+reported", day),
            None => line.push(""),
        }
        line.push_ids(self.sources());
        line.push_optional(key.place());
        line.push_optional(self.per());
        let percent = self.percent();
        line.push_optional(percent.filter(|it| !it.is_exact()).map(Percent::low));
        line.push_optional(percent.map(Percent::best));
        line.push_optional(percent.filter(|it| !it.is_exact()).and_then(Percent::high));
        line.push_optional(self.of());
        line.push_optional(self.is_recommended().then_some(true));
        line.push_optional(self.cause());
        if self.change().is_some() || self.rank().is_some() {
            line.refuse(
                "#status+code",
                "a sheet has no columns for a change or a rank",
            );
        }
    }
}

/// The draft with a value that may be blank.
fn with<X>(
    draft: Draft<Statistic>,
    value: Option<X>,
    set: impl FnOnce(Draft<Statistic>, X) -> Draft<Statistic>,
) -> Draft<Statistic> {
    match value {
        Some(value) => set(draft, value),
        None => draft,
    }
}

/// One day; `None` if the cell is blank.
fn day(cell: Cell<'_>) -> Result<Option<NaiveDate>, HxlError> {
    let period: Option<Period> = cell.word()?;
    match period {
        Some(period) if period.days() > 1 => {
            Err(cell.refused(Code::DateInvalid, format!("{period} is not a day")))
        }
        period => Ok(period.map(Period::first)),
    }
}

/// Low, best and high in three cells: without a low, the best is exact; with a low, a blank high is
/// open.
fn percent<'r>(cells: &mut Cells<'r>) -> Result<(Option<Percent>, Cell<'r>), HxlError> {
    let (low, best, high) = (cells.next()?, cells.next()?, cells.next()?);
    let number = |cell: Cell<'r>| -> Result<Option<f64>, HxlError> {
        if cell.is_blank() {
            return Ok(None);
        }
        let number = cell.text.trim().parse::<f64>().ok();
        number.map(Some).ok_or_else(|| {
            let message = "write a number with a point for decimals, without a sign for per cent";
            cell.refused(Code::PercentInvalid, message)
        })
    };
    let percent = match (number(low)?, number(best)?, number(high)?) {
        (None, None, None) => None,
        (_, None, _) => return Err(best.missing()),
        (None, Some(_), Some(_)) => return Err(low.missing()),
        (None, Some(exact), None) => Some(Percent::try_from(exact)),
        (Some(low), Some(middle), high) => Some(Percent::try_new(low, middle, high)),
    };
    let percent = percent.transpose();
    Ok((percent.map_err(|error| best.refused_by(error))?, best))
}

/// "true" or "false"; a blank cell is false.
fn flag(cell: Cell<'_>) -> Result<bool, HxlError> {
    match cell.text.trim() {
        "" | "false" => Ok(false),
        "true" => Ok(true),
        _ => Err(cell.refused(Code::ValueInvalid, "write true, or leave the cell blank")),
    }
}

/// The first value belongs to the first dimension, the second to the second, and so on.
fn broken_down(
    mut key: SeriesKey,
    dimensions: &[Cell<'_>],
    values: &[Cell<'_>],
) -> Result<SeriesKey, HxlError> {
    let alone = dimensions.get(values.len()..).unwrap_or_default();
    let alone = alone
        .iter()
        .chain(values.get(dimensions.len()..).unwrap_or_default());
    if let Some(cell) = alone.copied().find(|cell| !cell.is_blank()) {
        return Err(cell.refused(
            Code::KeyMissing,
            "the column that goes with this one is missing",
        ));
    }
    for (&dimension, &value) in dimensions.iter().zip(values) {
        match (dimension.verbatim::<Text>()?, value.verbatim::<Text>()?) {
            (None, None) => {}
            (None, Some(_)) => return Err(dimension.missing()),
            (Some(_), None) => return Err(value.missing()),
            (Some(name), Some(_)) if key.breakdown().any(|(known, _)| known == name.as_str()) => {
                return Err(dimension.refused(Code::KeyDuplicate, "the dimension occurs twice"));
            }
            (Some(name), Some(value)) => key = key.with_breakdown(name, value),
        }
    }
    Ok(key)
}
