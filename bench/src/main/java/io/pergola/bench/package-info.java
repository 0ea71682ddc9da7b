/// Benchmarks. `bench/jmh NAME` runs one of the JMH classes, the scripts in `bench/` compare with
/// other systems, and `docs/benchmarks/` has the last results.
package io.pergola.bench;
