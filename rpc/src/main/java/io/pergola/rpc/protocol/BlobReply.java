package io.pergola.rpc.protocol;

import java.util.List;

/// Replies about blobs. After the frame come the descriptors that it announces, see [Payload].
public sealed interface BlobReply extends Reply {
  /// A blob was allocated.
  ///
  /// @param created where it is
  /// @param fd the number of the file whose descriptor follows; −1 if none does
  record Created(Payload created, int fd) implements BlobReply {
    static Created read(Fields in) {
      return new Created(Payload.read(in.inside(in.object("created"))), in.small("fd", -1));
    }

    @Override
    public String type() {
      return "create_buffer_reply";
    }

    @Override
    public void write(Body out) {
      out.payload("created", created);
      out.number("fd", fd);
      out.id("id", created.id());
    }
  }

  /// Blobs were allocated.
  ///
  /// @param created where they are, in the order of the request
  /// @param fds the numbers of the files whose descriptors follow, ascending
  record AllCreated(List<Payload> created, List<Integer> fds) implements BlobReply {
    static AllCreated read(Fields in) {
      return new AllCreated(Payload.readAll(in), Payload.readFiles(in));
    }

    @Override
    public String type() {
      return "create_buffers_reply";
    }

    @Override
    public void write(Body out) {
      out.payloads(created);
      out.list("ids", created, (body, payload) -> body.unsigned(payload.id().bits()));
      out.list("fds", fds, Body::element);
    }
  }

  /// Where blobs are. Those that are not known are missing.
  ///
  /// @param payloads in the order of the request
  /// @param fds the numbers of the files whose descriptors follow, in the order of their first
  ///   appearance
  /// @param encoding how the raw bytes come that follow the reply to a remote request
  record Found(List<Payload> payloads, List<Integer> fds, Encoding encoding) implements BlobReply {
    /// The reply to a request without raw bytes.
    public Found(List<Payload> payloads, List<Integer> fds) {
      this(payloads, fds, Encoding.PLAIN);
    }

    static Found read(Fields in) {
      return new Found(
          Payload.readAll(in),
          Payload.readFiles(in),
          in.flag("compress", false) ? Encoding.ZSTD : Encoding.PLAIN);
    }

    @Override
    public String type() {
      return "get_buffers_reply";
    }

    @Override
    public void write(Body out) {
      out.payloads(payloads);
      out.list("fds", fds, Body::element);
      out.flag("compress", encoding == Encoding.ZSTD);
    }
  }

  /// Whether a connection has a reference to a blob.
  ///
  /// @param inUse whether it has
  record InUse(boolean inUse) implements BlobReply {
    static InUse read(Fields in) {
      return new InUse(in.flag("is_in_use"));
    }

    @Override
    public String type() {
      return "is_in_use_reply";
    }

    @Override
    public void write(Body out) {
      out.flag("is_in_use", inUse);
    }
  }

  /// Whether a blob is on disk.
  ///
  /// @param spilled whether it is
  record Spilled(boolean spilled) implements BlobReply {
    static Spilled read(Fields in) {
      return new Spilled(in.flag("is_spilled"));
    }

    @Override
    public String type() {
      return "is_spilled_reply";
    }

    @Override
    public void write(Body out) {
      out.flag("is_spilled", spilled);
    }
  }
}
