//! The bounding box of a map.

use geojson::{Bbox, Geometry, GeometryValue, Position};

/// West, south, east and north of all geometries (RFC 7946, section 5). The box is the narrowest
/// one, so west is greater than east if it crosses the antimeridian (section 5.2). `None` if there
/// are no geometries.
pub(super) fn of<'g>(geometries: impl Iterator<Item = &'g Geometry>) -> Option<Bbox> {
    let mut stretches = Vec::new();
    let (mut south, mut north) = (f64::INFINITY, f64::NEG_INFINITY);
    let mut add = |line: &[Position]| {
        let (mut west, mut east) = (f64::INFINITY, f64::NEG_INFINITY);
        for position in line {
            if let [lon, lat] = *position.as_slice() {
                (west, east) = (west.min(lon), east.max(lon));
                (south, north) = (south.min(lat), north.max(lat));
            }
        }
        stretches.push((west, east));
    };
    for geometry in geometries {
        match &geometry.value {
            GeometryValue::Point { coordinates } => add(std::slice::from_ref(coordinates)),
            GeometryValue::MultiPoint { coordinates } => {
                for point in coordinates {
                    add(std::slice::from_ref(point));
                }
            }
            GeometryValue::LineString { coordinates } => add(coordinates),
            GeometryValue::MultiLineString { coordinates } => {
                for line in coordinates {
                    add(line);
                }
            }
            // There are no areas on these maps.
            _ => {}
        }
    }
    let (west, east) = narrowest(stretches)?;
    Some(vec![west, south, east, north])
}

/// The narrowest range of longitudes, from west to east, that contains all stretches: all but the
/// widest gap.
fn narrowest(mut stretches: Vec<(f64, f64)>) -> Option<(f64, f64)> {
    stretches.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    let &(first, mut reached) = stretches.first()?;
    let mut gaps = Vec::new();
    for &(west, east) in &stretches {
        if west > reached {
            gaps.push((west - reached, west, reached));
        }
        reached = reached.max(east);
    }
    // Of equal gaps, the one at the antimeridian is left out, so that boxes do not cross it
    // needlessly.
    let across = (first + 360.0 - reached, first, reached);
    let widest = gaps.into_iter().fold(
        across,
        |widest, gap| {
            if gap.0 > widest.0 { gap } else { widest }
        },
    );
    Some((widest.1, widest.2))
}
