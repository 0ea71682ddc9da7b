package io.pergola.builder.vertex;

import io.pergola.builder.stage.StagedTable;

/// A staged column of ids at one end of edges.
///
/// @param key which end: 0 source, 1 destination
public record Ends(StagedTable table, int key) {}
