/// Memory and threads of a load: work memory outside the heap with a bound, columns staged there in
/// the least width that holds them, and a team of threads that does numbered tasks.
@NullMarked
package io.pergola.builder.stage;

import org.jspecify.annotations.NullMarked;
