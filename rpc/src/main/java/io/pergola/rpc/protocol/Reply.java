package io.pergola.rpc.protocol;

import io.pergola.store.StoreException;

/// What a server answers.
public sealed interface Reply
    permits SessionReply,
        BlobReply,
        FileReply,
        StreamReply,
        PlasmaReply,
        MetaReply,
        NameReply,
        BatchReply,
        Reply.Done,
        Reply.Failure {
  /// The value of the field `type`; empty for a failure, which has none.
  String type();

  /// Writes all fields but `type`.
  void write(Body out);

  /// Success without anything more to say.
  ///
  /// @param type such as `seal_reply`
  record Done(String type) implements Reply {
    @Override
    public void write(Body out) {
      // The type says it all.
    }
  }

  /// The request was not carried out.
  ///
  /// @param code what kind of failure, never 0
  /// @param message for people
  record Failure(int code, String message) implements Reply {
    /// The reply to a request that ended with `cause`.
    public static Failure of(StoreException cause) {
      String message = cause.getMessage();
      return new Failure(cause.code(), message == null ? "" : message);
    }

    @Override
    public String type() {
      return "";
    }

    @Override
    public void write(Body out) {
      out.number("code", code);
      out.text("message", message);
    }
  }
}
