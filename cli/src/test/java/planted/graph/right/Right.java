package planted.graph.right;

/// The other half.
public final class Right {
  final planted.graph.left.Left[] left = {};
}
