package planted.graph.left;

/// Half of a cycle.
public final class Left {
  final planted.graph.right.Right[] right = {};
}
