/// Graphs back into files: CSV, Parquet or edge lists, and the spec that loads them again.
@NullMarked
package io.pergola.builder.output;

import org.jspecify.annotations.NullMarked;
