package io.pergola.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// The files of a store as one connection of this process sees them: segments that die with the
/// connection.
///
/// A window to a file is opened when it is first needed; connections of a server's clients never
/// need one.
final class LocalView {
  private final Map<BlobFile, Window> windows = new HashMap<>();
  private boolean closed;

  MemorySegment writable(BlobExtent extent) {
    // The empty blob is at offset 0, which suits every alignment.
    return window(extent.file()).segment.asSlice(extent.offset(), extent.byteSize());
  }

  Blob readOnly(BlobExtent extent) {
    return new Blob(extent.id(), writable(extent).asReadOnly());
  }

  private synchronized Window window(BlobFile file) {
    if (closed) {
      throw new StoreException.Disconnected(36, "this connection is closed; open another one");
    }
    return windows.computeIfAbsent(file, Window::new);
  }

  /// Ends all segments. A thread that is reading one gets an [IllegalStateException].
  void close() {
    Map<BlobFile, Window> last;
    synchronized (this) {
      closed = true;
      last = Map.copyOf(windows);
      windows.clear();
    }
    last.values().forEach(window -> Mapping.close(window.arena));
  }

  /// All of a file, until its arena is closed.
  private static final class Window {
    final Arena arena = Arena.ofShared();
    final MemorySegment segment;

    Window(BlobFile file) {
      segment = Mapping.lend(file.segment(), arena);
    }
  }
}
