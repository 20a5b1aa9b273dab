//! The sheet of statistics.

use super::cell::Cell;
use super::cells::{Cells, Line};
use super::column::Column;
use super::error::HxlError;
use super::sheet_row::SheetRow;
use crate::code::Code;
use crate::id::Id;
use crate::record::{Figure, ObservationStatus, SeriesKey, Statistic};
use crate::text::Text;
use crate::time::Period;

impl SheetRow for Statistic {}

impl super::sheet_row::sealed::Row for Statistic {
    const COLUMNS: &'static [Column] = &[
        Column::required("Statistic", "#meta+id"),
        Column::required("Indicator", "#indicator+name"),
        Column::required("Unit", "#indicator+unit"),
        Column::required("Stock or flow", "#indicator+nature"),
        Column::required("Area", "#loc+area"),
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
        Column::required("Published", "#date+reported"),
        Column::optional("Sources", "#meta+source+ids"),
    ];

    fn read(cells: &mut Cells<'_>) -> Result<Self, HxlError> {
        let id = cells.required()?;
        let (indicator, unit) = (cells.required_text()?, cells.required_text()?);
        let (nature, area) = (cells.required()?, cells.required_text()?);
        let key = SeriesKey::new(indicator, unit, nature, area);
        let key = broken_down(key, &cells.all()?, &cells.all()?)?;
        let period = cells.period()?;
        let status_cell = cells.next()?;
        let status = status_cell.word()?.ok_or_else(|| status_cell.missing())?;
        let (estimate, _) = cells.estimate()?;
        let words = cells.next()?;
        let figure = Figure::from_keys(estimate, words.verbatim()?)
            .map_err(|error| words.refused_by(error))?;
        let publisher = cells.required()?;
        let day = cells.next()?;
        let published: Period = day.word()?.ok_or_else(|| day.missing())?;
        if published.days() > 1 {
            return Err(day.refused(Code::DateInvalid, format!("{published} is not a day")));
        }
        let published = published.first();
        let (id, publisher): (Id, Id) = (id, publisher);
        let status: ObservationStatus = status;
        let draft = Self::draft(id, key.indicator(), period)
            .key(&key)
            .status(status);
        let draft = draft.publisher(publisher).published(published);
        let draft = match figure {
            Some(figure) => draft.value(figure),
            None => draft,
        };
        let draft = draft.sources(cells.ids()?);
        draft.build().map_err(|error| status_cell.refused_by(error))
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
        line.push(key.area());
        let padding = || std::iter::repeat_n("", repeats.saturating_sub(self.repeats()));
        let dimensions = key.breakdown().map(|(dimension, _)| dimension);
        dimensions.chain(padding()).for_each(|cell| line.push(cell));
        let values = key.breakdown().map(|(_, value)| value);
        values.chain(padding()).for_each(|cell| line.push(cell));
        line.push_period(self.period());
        line.push(&self.status());
        line.push_estimate(self.value().map(Figure::estimate));
        line.push_optional(self.value().and_then(Figure::words));
        line.push(self.publisher());
        line.push_day("#date+reported", self.published());
        line.push_ids(self.sources());
    }
}

/// The first dimension is about the first value, the second about the second, and so on.
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
        return Err(cell.refused(Code::KeyMissing, "no column stands beside this one"));
    }
    for (&dimension, &value) in dimensions.iter().zip(values) {
        match (dimension.verbatim::<Text>()?, value.verbatim::<Text>()?) {
            (None, None) => {}
            (None, Some(_)) => return Err(dimension.missing()),
            (Some(_), None) => return Err(value.missing()),
            (Some(name), Some(_)) if key.breakdown().any(|(known, _)| known == name.as_str()) => {
                return Err(
                    dimension.refused(Code::KeyDuplicate, "the dimension stands there twice")
                );
            }
            (Some(name), Some(value)) => key = key.with_breakdown(name, value),
        }
    }
    Ok(key)
}
