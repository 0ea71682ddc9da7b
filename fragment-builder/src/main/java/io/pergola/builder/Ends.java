package io.pergola.builder;

/// A staged column of ids at one end of edges.
///
/// @param key which end: 0 source, 1 destination
record Ends(StagedTable table, int key) {}
