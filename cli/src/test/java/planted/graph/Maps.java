package planted.graph;

import java.lang.foreign.Arena;

/// Breaks the rule of memory.
final class Maps {
  final Arena arena = Arena.global();
}
