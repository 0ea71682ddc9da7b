package io.pergola.builder.vertex;

import io.pergola.graph.Oid;
import java.util.BitSet;
import java.util.List;

/// The vertices of a label and where they stand.
///
/// @param space all places
/// @param runs all vertices, in input order
/// @param boundaries the ids at which fragments 1, 2, … begin, if they are ranges
/// @param unsorted the fragments whose ids do not ascend, so that they need an index
public record PlacedVertices(
    VertexSpace space, List<VertexRun> runs, List<Oid> boundaries, BitSet unsorted) {}
