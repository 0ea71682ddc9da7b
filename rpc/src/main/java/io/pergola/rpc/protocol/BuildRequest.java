package io.pergola.rpc.protocol;

/// The build scope: what a connection creates between begin and commit vanishes with it otherwise.
/// These messages are Pergola's own; a server that knows them says so with [Capabilities#BUILD].
public sealed interface BuildRequest extends Request {
  @Override
  default void write(Body out) {
    // None of them has fields.
  }

  /// Opens a scope.
  record Begin() implements BuildRequest {
    @Override
    public String type() {
      return "pergola_begin_request";
    }
  }

  /// Ends the scope and keeps what it made.
  record Commit() implements BuildRequest {
    @Override
    public String type() {
      return "pergola_commit_request";
    }
  }

  /// Ends the scope and deletes what it made.
  record Rollback() implements BuildRequest {
    @Override
    public String type() {
      return "pergola_rollback_request";
    }
  }
}
