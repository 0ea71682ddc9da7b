package io.pergola.rpc.protocol;

import java.util.List;

/// Requests of clients that choose the names of blobs by themselves. Only sessions of that kind
/// take them. A blob goes with the last reference to it.
public sealed interface PlasmaRequest extends Request {
  /// Allocates an unsealed blob.
  ///
  /// @param plasmaId the client's name for the blob
  /// @param size in bytes
  /// @param plasmaSize what the client notes as its size
  record Create(String plasmaId, long size, long plasmaSize) implements PlasmaRequest {
    static Create read(Fields in) {
      return new Create(in.text("plasma_id"), in.size("size"), in.size("plasma_size"));
    }

    @Override
    public String type() {
      return "create_buffer_by_plasma_request";
    }

    @Override
    public void write(Body out) {
      out.text("plasma_id", plasmaId);
      out.number("size", size);
      out.number("plasma_size", plasmaSize);
    }
  }

  /// References blobs and asks where they are.
  ///
  /// @param plasmaIds names; unknown ones are left out
  /// @param unsafe whether unsealed ones will do
  record Get(List<String> plasmaIds, boolean unsafe) implements PlasmaRequest {
    static Get read(Fields in) {
      return new Get(in.numberedTexts(), in.flag("unsafe", false));
    }

    @Override
    public String type() {
      return "get_buffers_by_plasma_request";
    }

    @Override
    public void write(Body out) {
      out.number("num", plasmaIds.size());
      for (int i = 0; i < plasmaIds.size(); i++) out.text(Integer.toString(i), plasmaIds.get(i));
      out.flag("unsafe", unsafe);
    }
  }

  /// Makes a blob immutable and takes a reference to it.
  ///
  /// @param plasmaId the client's name for the blob
  record Seal(String plasmaId) implements PlasmaRequest {
    static Seal read(Fields in) {
      return new Seal(in.text("plasma_id"));
    }

    @Override
    public String type() {
      return "plasma_seal_request";
    }

    @Override
    public void write(Body out) {
      out.text("plasma_id", plasmaId);
    }
  }

  /// Gives this connection's reference back.
  ///
  /// @param plasmaId the client's name for the blob
  record Release(String plasmaId) implements PlasmaRequest {
    static Release read(Fields in) {
      return new Release(in.text("plasma_id"));
    }

    @Override
    public String type() {
      return "plasma_release_request";
    }

    @Override
    public void write(Body out) {
      out.text("plasma_id", plasmaId);
    }
  }

  /// Deletes a blob.
  ///
  /// @param plasmaId the client's name for the blob
  record Delete(String plasmaId) implements PlasmaRequest {
    static Delete read(Fields in) {
      return new Delete(in.text("plasma_id"));
    }

    @Override
    public String type() {
      return "plasma_delete_data_request";
    }

    @Override
    public void write(Body out) {
      out.text("plasma_id", plasmaId);
    }
  }
}
