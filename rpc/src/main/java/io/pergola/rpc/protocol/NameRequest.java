package io.pergola.rpc.protocol;

import io.pergola.store.ObjectId;
import io.pergola.store.Pattern;

/// Requests about the names of objects.
public sealed interface NameRequest extends Request {
  /// Points a name to a persistent object.
  ///
  /// @param id of the object
  /// @param name any text
  record PutName(ObjectId id, String name) implements NameRequest {
    static PutName read(Fields in) {
      return new PutName(in.id("object_id"), in.text("name"));
    }

    @Override
    public String type() {
      return "put_name_request";
    }

    @Override
    public void write(Body out) {
      out.id("object_id", id);
      out.text("name", name);
    }
  }

  /// Asks what a name points to.
  ///
  /// @param name any text
  /// @param waits whether to answer only when the name is there
  record GetName(String name, boolean waits) implements NameRequest {
    static GetName read(Fields in) {
      return new GetName(in.text("name"), in.flag("wait", false));
    }

    @Override
    public String type() {
      return "get_name_request";
    }

    @Override
    public void write(Body out) {
      out.text("name", name);
      out.flag("wait", waits);
    }
  }

  /// Lists names.
  ///
  /// @param pattern which ones
  /// @param limit how many at most
  record ListName(Pattern pattern, int limit) implements NameRequest {
    static ListName read(Fields in) {
      return new ListName(Patterns.read(in), in.limit("limit"));
    }

    @Override
    public String type() {
      return "list_name_request";
    }

    @Override
    public void write(Body out) {
      Patterns.write(pattern, out);
      out.number("limit", limit);
    }
  }

  /// Forgets a name.
  ///
  /// @param name any text
  record DropName(String name) implements NameRequest {
    static DropName read(Fields in) {
      return new DropName(in.text("name"));
    }

    @Override
    public String type() {
      return "drop_name_request";
    }

    @Override
    public void write(Body out) {
      out.text("name", name);
    }
  }
}
