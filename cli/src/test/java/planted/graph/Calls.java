package planted.graph;

import com.sun.jna.Native;

/// Breaks the rule of system calls.
final class Calls {
  final int size = Native.POINTER_SIZE;

  Class<?> library() {
    return Native.class;
  }
}
