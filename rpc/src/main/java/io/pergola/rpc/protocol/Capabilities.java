package io.pergola.rpc.protocol;

import java.util.Set;

/// What a server offers beyond Vineyard's protocol, as it says in its reply to the registration.
/// Nobody has to use any of it.
public final class Capabilities {
  /// The key in the register reply: an array of strings.
  public static final String KEY = "pergola";

  /// The requests `pergola_begin_request`, `pergola_commit_request`, `pergola_rollback_request`.
  public static final String BUILD = "build";

  /// The requests `pergola_get_request`, `pergola_put_request`, `pergola_release_request`.
  public static final String BATCH = "batch";

  /// The request `pergola_connections_request`.
  public static final String CONNECTIONS = "connections";

  /// All of them.
  public static final Set<String> ALL = Set.of(BUILD, BATCH, CONNECTIONS);

  private Capabilities() {}
}
