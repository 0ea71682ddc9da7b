/// The way from a fragment's id to its neighbors.
@NullMarked
package io.pergola.bench.open;

import org.jspecify.annotations.NullMarked;
