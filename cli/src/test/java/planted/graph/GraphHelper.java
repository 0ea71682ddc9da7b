package planted.graph;

/// Breaks the rule of names.
final class GraphHelper {}
