package io.pergola.graphscope;

import io.pergola.graph.Oid;
import io.pergola.graph.VertexLabel;

/// A vertex and what an algorithm found for it.
///
/// @param fid the fragment that owns it
/// @param label its vertex label
/// @param lid its local id there
/// @param oid its id
/// @param number the value, infinity if it can't be reached; for [Wcc] and [Cdlp] the number of
///   vertices in its component or community
/// @param text the value as [Result#print] prints it
public record Row(int fid, VertexLabel label, int lid, Oid oid, double number, String text) {}
