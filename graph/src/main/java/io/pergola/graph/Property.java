package io.pergola.graph;

/// A named, typed column of a vertex or edge label.
///
/// @param name unique within its label
public record Property(String name, PropertyType type) {}
