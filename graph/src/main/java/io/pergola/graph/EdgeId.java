package io.pergola.graph;

/// Names an edge within one fragment object. It is not stable across rebuilding or conversion; keep
/// a column for that.
///
/// @param fid the fragment that owns the edge's source
/// @param triple the triple's id
/// @param row its row in that fragment's edge table for the triple
public record EdgeId(int fid, int triple, long row) {}
