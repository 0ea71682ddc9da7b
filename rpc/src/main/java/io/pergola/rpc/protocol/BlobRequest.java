package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import java.util.Arrays;
import java.util.List;

/// Requests about blobs.
public sealed interface BlobRequest extends Request {
  /// Allocates an unsealed blob.
  ///
  /// @param size in bytes
  record CreateBuffer(long size) implements BlobRequest {
    static CreateBuffer read(Fields in) {
      return new CreateBuffer(in.size("size"));
    }

    @Override
    public String type() {
      return "create_buffer_request";
    }

    @Override
    public void write(Body out) {
      out.number("size", size);
    }
  }

  /// Allocates several unsealed blobs, all or none.
  ///
  /// @param sizes in bytes
  @SuppressWarnings("ArrayRecordComponent") // millions of boxed sizes would be worse
  record CreateBuffers(long[] sizes) implements BlobRequest {
    static CreateBuffers read(Fields in) {
      return new CreateBuffers(in.sizes("sizes"));
    }

    @Override
    public String type() {
      return "create_buffers_request";
    }

    @Override
    public void write(Body out) {
      out.number("num", sizes.length);
      out.numbers("sizes", sizes);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof CreateBuffers that && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(sizes);
    }
  }

  /// Makes a blob immutable and takes a reference to it.
  ///
  /// @param id of the blob
  record Seal(ObjectId id) implements BlobRequest, OneId {
    static Seal read(Fields in) {
      return new Seal(in.id("object_id"));
    }

    @Override
    public String type() {
      return "seal_request";
    }

    @Override
    public String idKey() {
      return "object_id";
    }
  }

  /// References blobs and asks where they are.
  ///
  /// @param ids of the blobs
  /// @param unsafe whether unsealed ones will do
  record GetBuffers(List<ObjectId> ids, boolean unsafe) implements BlobRequest {
    static GetBuffers read(Fields in) {
      return new GetBuffers(in.numberedIds(), in.flag("unsafe", false));
    }

    @Override
    public String type() {
      return "get_buffers_request";
    }

    @Override
    public void write(Body out) {
      out.number("num", ids.size());
      for (int i = 0; i < ids.size(); i++) out.id(Integer.toString(i), ids.get(i));
      out.flag("unsafe", unsafe);
    }
  }

  /// Frees a blob, whoever links to it.
  ///
  /// @param id of the blob
  record DropBuffer(ObjectId id) implements BlobRequest, OneId {
    static DropBuffer read(Fields in) {
      return new DropBuffer(in.id("id"));
    }

    @Override
    public String type() {
      return "drop_buffer_request";
    }
  }

  /// Cuts an unsealed blob.
  ///
  /// @param id of the blob
  /// @param size what remains, in bytes
  record ShrinkBuffer(ObjectId id, long size) implements BlobRequest {
    static ShrinkBuffer read(Fields in) {
      return new ShrinkBuffer(in.id("id"), in.size("size"));
    }

    @Override
    public String type() {
      return "shrink_buffer_request";
    }

    @Override
    public void write(Body out) {
      out.id("id", id);
      out.number("size", size);
    }
  }

  /// Takes references for this connection.
  ///
  /// @param ids of blobs; unknown ones are allowed
  record IncreaseReferenceCount(List<ObjectId> ids) implements BlobRequest {
    static IncreaseReferenceCount read(Fields in) {
      return new IncreaseReferenceCount(in.ids("ids"));
    }

    @Override
    public String type() {
      return "increase_reference_count_request";
    }

    @Override
    public void write(Body out) {
      out.ids("ids", ids);
    }
  }

  /// Gives this connection's reference back.
  ///
  /// @param id of the blob
  record Release(ObjectId id) implements BlobRequest, OneId {
    static Release read(Fields in) {
      return new Release(in.id("object_id", "id")); // Vineyard's Go client says `id`
    }

    @Override
    public String type() {
      return "release_request";
    }

    @Override
    public String idKey() {
      return "object_id";
    }
  }

  /// Asks whether a connection has a reference.
  ///
  /// @param id of the blob
  record IsInUse(ObjectId id) implements BlobRequest, OneId {
    static IsInUse read(Fields in) {
      return new IsInUse(in.id("id"));
    }

    @Override
    public String type() {
      return "is_in_use_request";
    }
  }

  /// Asks whether a blob is on disk.
  ///
  /// @param id of the blob
  record IsSpilled(ObjectId id) implements BlobRequest, OneId {
    static IsSpilled read(Fields in) {
      return new IsSpilled(in.id("id"));
    }

    @Override
    public String type() {
      return "is_spilled_request";
    }
  }
}
