//! Nothing of its own: the benchmarks are all.
