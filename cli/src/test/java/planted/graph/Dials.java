package planted.graph;

import java.net.Socket;

/// Breaks the rule of the network.
final class Dials {
  final Socket socket = new Socket();
}
