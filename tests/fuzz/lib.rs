//! The fuzz targets: one file each under `fuzz_targets`, their bodies shared with `tests/it/faults`.

#[path = "../it/faults/targets/mod.rs"]
pub mod targets;
