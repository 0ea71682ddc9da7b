/// JGraphT, measured beside Pergola's analytics.
@NullMarked
package io.pergola.bench.jgrapht;

import org.jspecify.annotations.NullMarked;
