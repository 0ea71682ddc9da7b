/// From ids to places: collects the vertices of a label, gives each its fragment and its index
/// there, finds it again by its id, and writes the vertex tables.
///
/// A **place** ([io.pergola.builder.vertex.VertexSpace]) says fragment and index in one int, so the
/// rest of the load never sees an id.
@NullMarked
package io.pergola.builder.vertex;

import org.jspecify.annotations.NullMarked;
