/// Checks of fragments that came from elsewhere, shared by all layouts: what was found so far, the
/// arrays and tables that every layout uses, and what fragments of a group say about each other.
@NullMarked
package io.pergola.graph.verify;

import org.jspecify.annotations.NullMarked;
