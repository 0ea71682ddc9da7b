package io.pergola.rpc.protocol;

import java.util.Arrays;

/// Requests about files beside the memory that all blobs share: one for a blob on disk, and one for
/// an arena, in which a client allocates blobs by itself.
public sealed interface FileRequest extends Request {
  /// Creates an unsealed blob in a file.
  ///
  /// @param size in bytes
  /// @param path of the file; empty for one that goes with the blob
  record CreateDiskBuffer(long size, String path) implements FileRequest {
    static CreateDiskBuffer read(Fields in) {
      return new CreateDiskBuffer(in.size("size"), in.text("path"));
    }

    @Override
    public String type() {
      return "create_disk_buffer_request";
    }

    @Override
    public void write(Body out) {
      out.number("size", size);
      out.text("path", path);
    }
  }

  /// Creates a memory file.
  ///
  /// @param size in bytes; anything from 2^63 on means as much as the whole store
  record MakeArena(long size) implements FileRequest {
    static MakeArena read(Fields in) {
      return new MakeArena(in.size("size"));
    }

    @Override
    public String type() {
      return "make_arena_request";
    }

    @Override
    public void write(Body out) {
      out.number("size", size);
    }
  }

  /// Makes unsealed blobs of ranges of an arena.
  ///
  /// @param fd the number of the arena
  /// @param offsets where they start
  /// @param sizes in bytes, one for each offset
  @SuppressWarnings("ArrayRecordComponent") // as in BlobRequest
  record FinalizeArena(int fd, long[] offsets, long[] sizes) implements FileRequest {
    static FinalizeArena read(Fields in) {
      return new FinalizeArena(in.small("fd"), in.sizes("offsets"), in.sizes("sizes"));
    }

    @Override
    public String type() {
      return "finalize_arena_request";
    }

    @Override
    public void write(Body out) {
      out.number("fd", fd);
      out.numbers("offsets", offsets);
      out.numbers("sizes", sizes);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof FinalizeArena that
          && fd == that.fd
          && Arrays.equals(offsets, that.offsets)
          && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
      return fd + 31 * (Arrays.hashCode(offsets) + 31 * Arrays.hashCode(sizes));
    }
  }
}
