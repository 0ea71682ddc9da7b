package io.pergola.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The store's memory as one connection of this process sees it: segments that die with the
/// connection.
///
/// The window is opened when it is first needed; connections of a server's clients never need it.
final class LocalView {
  private final MemorySegment memory;
  private @Nullable Window window;
  private boolean closed;

  LocalView(MemorySegment memory) {
    this.memory = memory;
  }

  MemorySegment writable(BlobExtent extent) {
    // The empty blob is at offset 0, which suits every alignment.
    return window().segment.asSlice(extent.offset(), extent.byteSize());
  }

  Blob readOnly(BlobExtent extent) {
    return new Blob(extent.id(), writable(extent).asReadOnly());
  }

  private synchronized Window window() {
    if (closed) {
      throw new StoreException.Disconnected(36, "this connection is closed; open another one");
    }
    if (window == null) window = new Window(memory);
    return window;
  }

  /// Ends all segments. A thread that is reading one gets an [IllegalStateException].
  void close() {
    Window last;
    synchronized (this) {
      closed = true;
      last = window;
      window = null;
    }
    if (last != null) Mapping.close(last.arena);
  }

  /// All memory, until its arena is closed.
  private static final class Window {
    final Arena arena = Arena.ofShared();
    final MemorySegment segment;

    Window(MemorySegment memory) {
      segment = Mapping.lend(memory, arena);
    }
  }
}
