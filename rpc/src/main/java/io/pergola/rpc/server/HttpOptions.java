package io.pergola.rpc.server;

import io.pergola.store.StoreException;

/// Where a server tells its numbers over HTTP, to anyone who asks.
///
/// @param host the address to listen on
/// @param port the port; 0 for any that is free
public record HttpOptions(String host, int port) {
  /// Reads `PORT`, for this machine only, or `HOST:PORT`.
  ///
  /// @throws StoreException.Invalid if it is neither
  public static HttpOptions parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port >= 0 && port <= 65_535) {
        return new HttpOptions(colon < 0 ? "127.0.0.1" : text.substring(0, colon), port);
      }
    } catch (NumberFormatException malformed) {
      // refused below
    }
    throw new StoreException.Invalid("'%s': expected PORT or HOST:PORT".formatted(text));
  }
}
