package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import java.util.Arrays;
import java.util.List;

/// Requests whose raw bytes go through the connection itself, for clients that can't map the
/// store's memory. The package page says what follows which frame.
public sealed interface RemoteRequest extends Request {
  /// How the raw bytes go over the wire.
  Encoding encoding();

  /// Creates a sealed blob from the bytes that follow.
  ///
  /// @param size in bytes
  /// @param encoding of the bytes
  record CreateBuffer(long size, Encoding encoding) implements RemoteRequest {
    static CreateBuffer read(Fields in) {
      return new CreateBuffer(in.size("size"), Encoding.read(in));
    }

    @Override
    public String type() {
      return "create_remote_buffer_request";
    }

    @Override
    public void write(Body out) {
      encoding.write(out);
      out.number("size", size);
    }
  }

  /// Creates several sealed blobs, all or none, from the bytes that follow.
  ///
  /// @param sizes in bytes
  /// @param encoding of the bytes
  @SuppressWarnings("ArrayRecordComponent") // as in BlobRequest
  record CreateBuffers(long[] sizes, Encoding encoding) implements RemoteRequest {
    static CreateBuffers read(Fields in) {
      return new CreateBuffers(in.sizes("sizes"), Encoding.read(in));
    }

    @Override
    public String type() {
      return "create_remote_buffers_request";
    }

    @Override
    public void write(Body out) {
      encoding.write(out);
      out.number("num", sizes.length);
      out.numbers("sizes", sizes);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof CreateBuffers that
          && Arrays.equals(sizes, that.sizes)
          && encoding == that.encoding;
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sizes);
    }
  }

  /// Asks for the bytes of blobs. Those that are not known are missing.
  ///
  /// @param ids of the blobs
  /// @param unsafe whether unsealed ones will do
  /// @param encoding of the bytes
  record GetBuffers(List<ObjectId> ids, boolean unsafe, Encoding encoding)
      implements RemoteRequest {
    static GetBuffers read(Fields in) {
      return new GetBuffers(in.numberedIds(), in.flag("unsafe", false), Encoding.read(in));
    }

    @Override
    public String type() {
      return "get_remote_buffers_request";
    }

    @Override
    public void write(Body out) {
      encoding.write(out);
      out.number("num", ids.size());
      for (int i = 0; i < ids.size(); i++) out.id(Integer.toString(i), ids.get(i));
      out.flag("unsafe", unsafe);
    }
  }
}
