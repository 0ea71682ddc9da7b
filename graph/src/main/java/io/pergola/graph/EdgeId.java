package io.pergola.graph;

/// Names an edge within one fragment object. It is not stable across rebuilding or conversion; keep
/// a column for that.
///
/// An edge is its row in the triple's edge table. In a symmetric triple, where an edge has two
/// rows, it is the row at the end with the lower lid, for a self loop the first of its two. An edge
/// whose source is an outer vertex has a row after all out-entries, whether or not the table has
/// it.
///
/// @param fid the fragment whose table it is; the owner of the source, unless that is outer
/// @param triple the triple's id
/// @param row its row
public record EdgeId(int fid, int triple, long row) {}
