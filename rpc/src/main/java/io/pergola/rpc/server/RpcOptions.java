package io.pergola.rpc.server;

import io.pergola.rpc.migration.PeerAccess;
import io.pergola.rpc.protocol.Encoding;
import io.pergola.store.StoreException;
import java.nio.file.Path;
import java.util.Optional;

/// Where and for whom a server listens on TCP.
///
/// @param host the address to listen on; `0.0.0.0` for all
/// @param port the port; 0 for any that is free
/// @param guard who may connect
/// @param compression whether clients are told to compress
/// @param peers what other instances of a cluster ask for
public record RpcOptions(String host, int port, Guard guard, Compression compression, Peers peers) {
  /// The port of Vineyard's servers.
  public static final int USUAL_PORT = 9600;

  /// Whether clients that leave it to the server compress raw bytes. A client that asks for
  /// compressed bytes gets them in any case.
  public enum Compression {
    /// They send and get them as they are, which is faster on all but slow networks.
    OFF,
    /// They use zstd.
    ON
  }

  /// Who may connect beyond this machine.
  ///
  /// @param passwords an htpasswd file with bcrypt hashes; whoever connects must be in it
  /// @param tls what to encrypt with
  /// @param openly whether anyone may connect, unencrypted, because the operator said so
  public record Guard(Optional<Path> passwords, Optional<Tls> tls, boolean openly) {
    /// Nobody is asked for anything, which only loopback addresses allow.
    public static final Guard NONE = new Guard(Optional.empty(), Optional.empty(), false);

    boolean isNone() {
      return passwords.isEmpty() && tls.isEmpty() && !openly;
    }
  }

  /// What other instances of a cluster ask for when objects are fetched from them.
  ///
  /// @param login a file of one line, `user:password`, that only its owner may read
  /// @param authority certificates (PEM), one of which must have signed theirs; without it
  ///   connections to them are not encrypted
  public record Peers(Optional<Path> login, Optional<Path> authority) {
    /// They ask for nothing, as Vineyard's servers do.
    public static final Peers OPEN = new Peers(Optional.empty(), Optional.empty());
  }

  /// The files of a server's certificate.
  ///
  /// @param certificate a chain in PEM form, the server's own first
  /// @param key its private key in PEM form (PKCS #8)
  public record Tls(Path certificate, Path key) {}

  /// @throws StoreException.Invalid if the port is none
  public RpcOptions {
    if (port < 0 || port > 65_535) {
      throw new StoreException.Invalid("port %d: expected 0 to 65535".formatted(port));
    }
  }

  /// On this machine only, for all its users, without compression.
  public static RpcOptions onLoopback(int port) {
    return new RpcOptions("127.0.0.1", port, Guard.NONE, Compression.OFF, Peers.OPEN);
  }

  /// The same on another address.
  public RpcOptions on(String address) {
    return new RpcOptions(address, port, guard, compression, peers);
  }

  /// The same for others.
  public RpcOptions guardedBy(Guard other) {
    return new RpcOptions(host, port, other, compression, peers);
  }

  /// The same with or without compression.
  public RpcOptions with(Compression other) {
    return new RpcOptions(host, port, guard, other, peers);
  }

  /// The same with other instances that ask for something.
  public RpcOptions with(Peers other) {
    return new RpcOptions(host, port, guard, compression, other);
  }

  PeerAccess peerAccess() {
    Encoding encoding = compression == Compression.ON ? Encoding.ZSTD : Encoding.PLAIN;
    return new PeerAccess(encoding, peers.login, peers.authority);
  }
}
