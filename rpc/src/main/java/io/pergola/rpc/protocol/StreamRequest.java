package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import io.pergola.store.StoreException;
import io.pergola.store.StreamEnd;

/// Requests about streams: queues of chunks from one writer to one reader.
public sealed interface StreamRequest extends Request {
  /// The values of `mode`.
  int READ = 1;

  /// The values of `mode`.
  int WRITE = 2;

  private static StreamEnd endOf(Fields in) {
    long mode = in.number("mode");
    if (mode == READ) return StreamEnd.READER;
    if (mode == WRITE) return StreamEnd.WRITER;
    throw new StoreException.Invalid(
        "open_stream_request: field 'mode' is %d, expected 1 to read or 2 to write"
            .formatted(mode));
  }

  /// Creates the stream of an object.
  ///
  /// @param id of the object
  record Create(ObjectId id) implements StreamRequest, OneId {
    static Create read(Fields in) {
      return new Create(in.id("object_id"));
    }

    @Override
    public String type() {
      return "create_stream_request";
    }

    @Override
    public String idKey() {
      return "object_id";
    }
  }

  /// Opens one end of a stream.
  ///
  /// @param id of the object
  /// @param end which one
  record Open(ObjectId id, StreamEnd end) implements StreamRequest {
    static Open read(Fields in) {
      return new Open(in.id("object_id"), endOf(in));
    }

    @Override
    public String type() {
      return "open_stream_request";
    }

    @Override
    public void write(Body out) {
      out.id("object_id", id);
      out.number("mode", end == StreamEnd.READER ? READ : WRITE);
    }
  }

  /// Finishes the chunk that was written before and allocates the next one. The reply comes when
  /// there is room.
  ///
  /// @param id of the object
  /// @param size in bytes
  record NextChunk(ObjectId id, long size) implements StreamRequest {
    static NextChunk read(Fields in) {
      return new NextChunk(in.id("id"), in.size("size"));
    }

    @Override
    public String type() {
      return "get_next_stream_chunk_request";
    }

    @Override
    public void write(Body out) {
      out.id("id", id);
      out.number("size", size);
    }
  }

  /// Adds a finished chunk.
  ///
  /// @param id of the object
  /// @param chunk an object or blob
  record Push(ObjectId id, ObjectId chunk) implements StreamRequest {
    static Push read(Fields in) {
      return new Push(in.id("id"), in.id("chunk"));
    }

    @Override
    public String type() {
      return "push_next_stream_chunk_request";
    }

    @Override
    public void write(Body out) {
      out.id("id", id);
      out.id("chunk", chunk);
    }
  }

  /// Deletes the chunk that was pulled before and asks for the next one. The reply comes when there
  /// is one.
  ///
  /// @param id of the object
  record Pull(ObjectId id) implements StreamRequest, OneId {
    static Pull read(Fields in) {
      return new Pull(in.id("id"));
    }

    @Override
    public String type() {
      return "pull_next_stream_chunk_request";
    }
  }

  /// Says that no more chunks come.
  ///
  /// @param id of the object
  /// @param failed whether that is because something went wrong
  record Stop(ObjectId id, boolean failed) implements StreamRequest {
    static Stop read(Fields in) {
      return new Stop(in.id("id"), in.flag("failed"));
    }

    @Override
    public String type() {
      return "stop_stream_request";
    }

    @Override
    public void write(Body out) {
      out.id("id", id);
      out.flag("failed", failed);
    }
  }

  /// Ends a stream and deletes the chunks that nobody pulled.
  ///
  /// @param id of the object
  record Drop(ObjectId id) implements StreamRequest, OneId {
    static Drop read(Fields in) {
      return new Drop(in.id("id"));
    }

    @Override
    public String type() {
      return "drop_stream_request";
    }
  }
}
