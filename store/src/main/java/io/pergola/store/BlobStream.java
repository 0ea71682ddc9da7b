package io.pergola.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The chunks of one stream that are on their way from its writer to its reader. Guarded by the
/// store's lock.
final class BlobStream {
  /// Whether more chunks may come.
  enum State {
    OPEN,
    DRAINED,
    FAILED
  }

  final ObjectId id;

  /// Finished chunks that nobody has pulled yet: blobs and objects.
  final Deque<ObjectId> ready = new ArrayDeque<>();

  /// The ends that were opened.
  final Set<StreamEnd> opened = EnumSet.noneOf(StreamEnd.class);

  /// Whoever got an answer to a pull; the stream ends with any of them.
  final Set<Ledger> readers = new HashSet<>();

  State state = State.OPEN;

  /// The blob that the writer fills.
  @Nullable ObjectId writing;

  /// The chunk that was pulled last.
  @Nullable ObjectId reading;

  /// Whoever wrote last; the stream fails if it dies before it says that it is done.
  @Nullable Ledger writer;

  /// Whoever waits for a chunk.
  @Nullable Ledger waitingReader;

  /// Whoever waits for room.
  @Nullable Ledger waitingWriter;

  BlobStream(ObjectId id) {
    this.id = id;
  }

  /// @throws StoreException.StreamState if it was stopped
  void requireOpen() {
    if (state == State.OPEN) return;
    throw new StoreException.StreamState(
        44, "stream %s is stopped; nothing can be written to it any more".formatted(id));
  }

  /// The failure that a reader gets when there are no chunks and none will come.
  StoreException end() {
    return state == State.DRAINED
        ? new StoreException.StreamState(42, "stream %s has no more chunks".formatted(id))
        : new StoreException.StreamState(43, "the writer of stream %s failed".formatted(id));
  }
}
