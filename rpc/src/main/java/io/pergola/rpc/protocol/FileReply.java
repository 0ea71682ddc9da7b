package io.pergola.rpc.protocol;

/// Replies about files beside the memory that all blobs share.
public sealed interface FileReply extends Reply {
  /// A blob was created in a file.
  ///
  /// @param created where it is
  /// @param fd the number of the file whose descriptor follows; −1 if none does
  record CreatedOnDisk(Payload created, int fd) implements FileReply {
    static CreatedOnDisk read(Fields in) {
      return new CreatedOnDisk(Payload.read(in.inside(in.object("created"))), in.small("fd", -1));
    }

    @Override
    public String type() {
      return "create_disk_buffer_reply";
    }

    @Override
    public void write(Body out) {
      out.payload("created", created);
      out.number("fd", fd);
      out.id("id", created.id());
    }
  }

  /// An arena was made; its descriptor follows.
  ///
  /// @param fd the number of the arena
  /// @param size in bytes
  record ArenaMade(int fd, long size) implements FileReply {
    static ArenaMade read(Fields in) {
      return new ArenaMade(in.small("fd"), in.size("size"));
    }

    @Override
    public String type() {
      return "make_arena_reply";
    }

    @Override
    public void write(Body out) {
      out.number("fd", fd);
      out.number("size", size);
      out.number("base", 0); // an address in the server, which no client uses
    }
  }
}
