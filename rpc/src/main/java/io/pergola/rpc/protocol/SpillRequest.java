package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import java.util.List;

/// Requests about where blobs are kept. An object stands for all blobs of its tree.
public sealed interface SpillRequest extends Request {
  /// Moves blobs to disk.
  ///
  /// @param ids of objects and blobs; unknown ones are ignored
  record Evict(List<ObjectId> ids) implements SpillRequest {
    static Evict read(Fields in) {
      return new Evict(in.ids("ids"));
    }

    @Override
    public String type() {
      return "evict_request";
    }

    @Override
    public void write(Body out) {
      out.ids("ids", ids);
    }
  }

  /// Moves blobs back to memory.
  ///
  /// @param ids of objects and blobs; unknown ones are ignored
  /// @param pin whether they must stay there
  record Load(List<ObjectId> ids, boolean pin) implements SpillRequest {
    static Load read(Fields in) {
      return new Load(in.ids("ids"), in.flag("pin", false));
    }

    @Override
    public String type() {
      return "load_request";
    }

    @Override
    public void write(Body out) {
      out.ids("ids", ids);
      out.flag("pin", pin);
    }
  }

  /// Lets blobs be moved to disk again.
  ///
  /// @param ids of objects and blobs; unknown ones are ignored
  record Unpin(List<ObjectId> ids) implements SpillRequest {
    static Unpin read(Fields in) {
      return new Unpin(in.ids("ids"));
    }

    @Override
    public String type() {
      return "unpin_request";
    }

    @Override
    public void write(Body out) {
      out.ids("ids", ids);
    }
  }
}
