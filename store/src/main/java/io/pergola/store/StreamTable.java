package io.pergola.store;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The streams of one session. Guarded by the store's lock.
///
/// A stream is a queue behind an object. Its writer fills one blob after the other, or pushes
/// finished objects; its reader pulls them, and with each pull the chunk before goes. A chunk
/// belongs to the stream once it is finished, and to the reader once it is pulled.
///
/// ```
///  nextChunk ──► writing ──► ready ready ready ──► reading ──► deleted
///                   push ───────┘       pull ────────┘    next pull
/// ```
///
/// Operations that have to wait return nothing, and are tried again by the same connection after a
/// change.
final class StreamTable {
  private final Map<ObjectId, BlobStream> streams = new HashMap<>();

  /// The stream at which a connection waits, also if it is dropped meanwhile.
  private final Map<Ledger, BlobStream> waiting = new HashMap<>();

  private final BlobTable blobs;
  private final Catalog catalog;
  private final MemoryPool pool;
  private final double share;

  /// @param share how much of the memory may be used before writers have to wait
  StreamTable(BlobTable blobs, Catalog catalog, MemoryPool pool, double share) {
    this.blobs = blobs;
    this.catalog = catalog;
    this.pool = pool;
    this.share = share;
  }

  void create(ObjectId id) {
    if (streams.putIfAbsent(id, new BlobStream(id)) != null) {
      throw new StoreException.Exists("object %s has a stream already".formatted(id));
    }
  }

  void open(ObjectId id, StreamEnd end) {
    if (!require(id).opened.add(end)) {
      throw new StoreException.StreamState(
          45,
          "the %s of stream %s is open already".formatted(end.name().toLowerCase(Locale.ROOT), id));
    }
  }

  /// Finishes the chunk before and gives the writer a new blob to fill, as soon as there is room.
  Optional<BlobExtent> nextChunk(ObjectId id, long byteSize, Ledger writer) {
    boolean again = waiting.containsKey(writer);
    BlobStream stream = again ? resumed(writer) : require(id);
    stream.requireOpen();
    if (!again) {
      requireFree(stream.waitingWriter, "writer", id);
      finishChunk(stream);
      stream.writer = writer;
    }
    Optional<BlobExtent> chunk = allocate(byteSize, writer);
    if (chunk.isPresent()) stream.writing = chunk.get().id();
    else {
      stream.waitingWriter = writer;
      waiting.put(writer, stream);
    }
    return chunk;
  }

  private Optional<BlobExtent> allocate(long byteSize, Ledger writer) {
    double room = pool.limit() * share;
    if (byteSize >= room) {
      throw new StoreException.Full(
          "a chunk of %d bytes is more than streams may use of %d bytes; make it smaller"
              .formatted(byteSize, pool.limit()));
    }
    if (pool.usage() + byteSize >= room) {
      pool.wantRoom(byteSize, false);
      return Optional.empty();
    }
    return blobs.allocateAll(new long[] {byteSize}, writer).map(List::getFirst);
  }

  private void finishChunk(BlobStream stream) {
    ObjectId chunk = stream.writing;
    stream.writing = null;
    if (chunk != null && blobs.finish(chunk)) stream.ready.add(chunk);
  }

  /// Adds a finished chunk.
  void push(ObjectId id, ObjectId chunk, Ledger writer) {
    BlobStream stream = require(id);
    stream.requireOpen();
    stream.writer = writer;
    if (chunk.isBlob()) blobs.linked(chunk);
    stream.ready.add(chunk);
  }

  /// Deletes the chunk that was pulled before and gives the reader the next one, as soon as there
  /// is one.
  Optional<ObjectId> pull(ObjectId id, Ledger reader) {
    BlobStream stream = waiting.containsKey(reader) ? resumed(reader) : require(id);
    requireFree(stream.waitingReader, "reader", id);
    delete(stream.reading, reader);
    stream.reading = null;
    if (stream.ready.isEmpty() && stream.state == BlobStream.State.OPEN) {
      stream.waitingReader = reader;
      waiting.put(reader, stream);
      return Optional.empty();
    }
    stream.readers.add(reader);
    ObjectId chunk = stream.ready.poll();
    if (chunk == null) throw stream.end();
    blobs.giveTo(chunk, reader);
    stream.reading = chunk;
    return Optional.of(chunk);
  }

  /// Says that the writer is done.
  ///
  /// @param end what readers get after the last chunk
  void stop(ObjectId id, BlobStream.State end) {
    BlobStream stream = require(id);
    if (stream.state != BlobStream.State.OPEN) {
      throw new StoreException.StreamState(44, "stream %s is stopped already".formatted(id));
    }
    requireFree(stream.waitingWriter, "writer", id);
    finishChunk(stream);
    stream.state = end;
  }

  /// Ends a stream; whoever waits at it fails, and its chunks go.
  void drop(ObjectId id, Ledger ledger) {
    BlobStream stream = require(id);
    streams.remove(id);
    stream.state = BlobStream.State.FAILED;
    delete(stream.writing, ledger);
    stream.ready.forEach(chunk -> delete(chunk, ledger));
    stream.ready.clear();
  }

  private void delete(@Nullable ObjectId chunk, Ledger ledger) {
    if (chunk == null) return;
    if (chunk.isBlob()) blobs.remove(chunk, ledger);
    else catalog.delete(Set.of(chunk), Set.of(DeleteOption.DEEP), ledger);
  }

  /// Whether a connection waits at a stream.
  boolean isWaiting(Ledger ledger) {
    return waiting.containsKey(ledger);
  }

  /// Ends the part of a connection in all streams.
  void leave(Ledger ledger, Leaving how) {
    if (waiting.containsKey(ledger)) resumed(ledger);
    for (BlobStream stream : List.copyOf(streams.values())) {
      if (stream.readers.contains(ledger)) {
        delete(stream.reading, ledger);
        drop(stream.id, ledger);
      } else if (stream.writer == ledger) {
        stream.writer = null;
        if (how == Leaving.ABANDONED && stream.state == BlobStream.State.OPEN) {
          stream.writing = null; // it goes with its creator
          stream.state = BlobStream.State.FAILED;
        }
      }
    }
  }

  /// Forgets all streams.
  void clear() {
    streams.values().forEach(stream -> stream.state = BlobStream.State.FAILED);
    streams.values().forEach(stream -> stream.ready.clear());
    streams.clear();
  }

  private BlobStream resumed(Ledger ledger) {
    BlobStream stream = Objects.requireNonNull(waiting.remove(ledger));
    if (stream.waitingReader == ledger) stream.waitingReader = null;
    if (stream.waitingWriter == ledger) stream.waitingWriter = null;
    return stream;
  }

  private static void requireFree(@Nullable Ledger other, String end, ObjectId id) {
    if (other == null) return;
    throw new StoreException.StreamState(
        44, "another %s waits at stream %s; it can have one".formatted(end, id));
  }

  private BlobStream require(ObjectId id) {
    BlobStream stream = streams.get(id);
    if (stream == null) {
      throw new StoreException.NotFound("there is no stream of object %s".formatted(id));
    }
    return stream;
  }
}
