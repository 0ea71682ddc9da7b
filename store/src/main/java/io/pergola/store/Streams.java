package io.pergola.store;

import java.util.Optional;
import java.util.function.Supplier;

/// What one connection does with streams: queues of chunks from one writer to one reader, each
/// behind an object.
///
/// A writer fills one blob after the other, or pushes finished objects and blobs. With each pull,
/// the reader gets the next chunk, and the one before is deleted. If the reader's connection ends,
/// the stream goes; if the writer's process dies before it has said that it is done, the stream has
/// failed.
public final class Streams {
  private final StoreState state;
  private final Ledger ledger;

  Streams(StoreState state, Ledger ledger) {
    this.state = state;
    this.ledger = ledger;
  }

  /// Creates the stream of an object.
  ///
  /// @throws StoreException.Exists if it has one
  public void create(ObjectId id) {
    state.run(ledger, () -> state.streams.create(id));
  }

  /// Opens one end of a stream.
  ///
  /// @throws StoreException.StreamState if it is open already (code 45)
  /// @throws StoreException.NotFound if there is no such stream
  public void open(ObjectId id, StreamEnd end) {
    state.run(ledger, () -> state.streams.open(id, end));
  }

  /// Finishes the blob that was filled last and creates the next one.
  ///
  /// @return nothing while there is no room; ask again after the store's next change
  /// @throws StoreException.StreamState if the stream is stopped, or another writer waits (code 44)
  /// @throws StoreException.NotFound if there is no such stream
  /// @throws StoreException.Full if there will never be room
  public Optional<BlobExtent> nextChunk(ObjectId id, long byteSize) {
    return attempt(() -> state.streams.nextChunk(id, byteSize, ledger));
  }

  /// Adds a finished object or blob.
  ///
  /// @throws StoreException.StreamState if the stream is stopped (code 44)
  /// @throws StoreException.NotFound if there is no such stream
  public void push(ObjectId id, ObjectId chunk) {
    state.change(ledger, () -> state.streams.push(id, chunk, ledger));
  }

  /// Deletes the chunk that was pulled last and tells which one is next.
  ///
  /// @return nothing while there is none; ask again after the store's next change
  /// @throws StoreException.StreamState if there are no more chunks (code 42), the writer failed
  ///   (43), or another reader waits (44)
  /// @throws StoreException.NotFound if there is no such stream
  public Optional<ObjectId> pull(ObjectId id) {
    return attempt(() -> state.streams.pull(id, ledger));
  }

  /// The first attempt and the one that succeeds change something; whoever waits hears of them.
  private <T> Optional<T> attempt(Supplier<Optional<T>> action) {
    boolean first = state.call(ledger, () -> !state.streams.isWaiting(ledger));
    Optional<T> result = state.call(ledger, action);
    if (first || result.isPresent()) state.pool.announceChange();
    return result;
  }

  /// Says that all chunks are written.
  ///
  /// @throws StoreException.StreamState if that was said before, or a writer waits (code 44)
  /// @throws StoreException.NotFound if there is no such stream
  public void finish(ObjectId id) {
    stop(id, BlobStream.State.DRAINED);
  }

  /// Says that no more chunks come because something went wrong.
  ///
  /// @throws StoreException.StreamState if the stream was stopped before, or a writer waits (code
  ///   44)
  /// @throws StoreException.NotFound if there is no such stream
  public void fail(ObjectId id) {
    stop(id, BlobStream.State.FAILED);
  }

  private void stop(ObjectId id, BlobStream.State end) {
    state.change(ledger, () -> state.streams.stop(id, end));
  }

  /// Ends a stream and deletes the chunks that nobody pulled.
  ///
  /// @throws StoreException.NotFound if there is no such stream
  public void drop(ObjectId id) {
    state.change(ledger, () -> state.streams.drop(id, ledger));
  }
}
