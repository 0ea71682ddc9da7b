package io.pergola.builder.vertex;

/// Into how many fragments the vertices of a label are cut, and how.
///
/// @param fragments how many
/// @param ranges by even ranges of ids, else by the remainder of the id or its hash
public record Cutting(int fragments, boolean ranges) {}
