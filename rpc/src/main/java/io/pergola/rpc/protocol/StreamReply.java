package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;

/// Replies about streams.
public sealed interface StreamReply extends Reply {
  /// A chunk to fill.
  ///
  /// @param buffer where it is
  /// @param fd the number of the file whose descriptor follows; −1 if none does
  record NextChunk(Payload buffer, int fd) implements StreamReply {
    static NextChunk read(Fields in) {
      return new NextChunk(Payload.read(in.inside(in.object("buffer"))), in.small("fd", -1));
    }

    @Override
    public String type() {
      return "get_next_stream_chunk_reply";
    }

    @Override
    public void write(Body out) {
      out.payload("buffer", buffer);
      out.number("fd", fd);
    }
  }

  /// The next chunk.
  ///
  /// @param chunk an object or blob
  record Pulled(ObjectId chunk) implements StreamReply {
    static Pulled read(Fields in) {
      return new Pulled(in.id("chunk"));
    }

    @Override
    public String type() {
      return "pull_next_stream_chunk_reply";
    }

    @Override
    public void write(Body out) {
      out.id("chunk", chunk);
    }
  }
}
