/// What metadata says in all layouts: counts, the fragments of a group, its partitioner.
@NullMarked
package io.pergola.graph.meta;

import org.jspecify.annotations.NullMarked;
