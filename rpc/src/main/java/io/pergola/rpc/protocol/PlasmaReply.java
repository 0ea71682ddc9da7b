package io.pergola.rpc.protocol;

import java.util.ArrayList;
import java.util.List;

/// Replies about blobs whose names the client chose.
public sealed interface PlasmaReply extends Reply {
  /// A blob with such a name.
  ///
  /// @param name the client's name for it
  /// @param plasmaSize what its creator noted as its size
  /// @param references how many connections reference it
  /// @param payload where it is
  record Named(String name, long plasmaSize, int references, Payload payload) {
    static Named read(Fields in) {
      return new Named(
          in.text("plasma_id"), in.size("plasma_size"), in.small("ref_cnt"), Payload.read(in));
    }

    private void write(Body out) {
      out.text("plasma_id", name);
      out.number("plasma_size", plasmaSize);
      out.number("ref_cnt", references);
      payload.writeWithoutGpu(out);
    }
  }

  /// A blob was allocated.
  ///
  /// @param created where it is
  /// @param fd the number of the file whose descriptor follows; −1 if none does
  record Created(Named created, int fd) implements PlasmaReply {
    static Created read(Fields in) {
      return new Created(Named.read(in.inside(in.object("created"))), in.small("fd", -1));
    }

    @Override
    public String type() {
      return "create_buffer_by_plasma_reply";
    }

    @Override
    public void write(Body out) {
      out.object("created", created::write);
      out.number("fd", fd);
      out.id("id", created.payload().id());
    }
  }

  /// Where blobs are. Those that are not known are missing.
  ///
  /// @param blobs in the order of the request
  record Found(List<Named> blobs) implements PlasmaReply {
    static Found read(Fields in) {
      List<Named> blobs = new ArrayList<>();
      long count = in.size("num");
      for (long i = 0; i < count; i++) {
        blobs.add(Named.read(in.inside(in.object(Long.toString(i)))));
      }
      return new Found(blobs);
    }

    @Override
    public String type() {
      return "get_buffers_by_plasma_reply";
    }

    @Override
    public void write(Body out) {
      out.number("num", blobs.size());
      for (int i = 0; i < blobs.size(); i++) out.object(Integer.toString(i), blobs.get(i)::write);
    }
  }
}
