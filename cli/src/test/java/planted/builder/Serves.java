package planted.builder;

import planted.rpc.Server;

/// Breaks the rule that builder and rpc do not know each other.
final class Serves {
  final Server server = new Server();
}
