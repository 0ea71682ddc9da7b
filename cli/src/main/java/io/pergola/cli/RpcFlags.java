package io.pergola.cli;

import io.pergola.rpc.server.RpcOptions;
import io.pergola.store.StoreException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// How `serve` listens on TCP. Flags that `vineyardd` has too mean the same there.
final class RpcFlags {
  @Option(
      names = "--rpc",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description = "Serve clients over TCP too. Default: only with --rpc_socket_port.")
  private Optional<Boolean> rpc = Optional.empty();

  @Option(names = "--norpc", description = "The same as --rpc=false.")
  private boolean noRpc;

  @Option(
      names = "--rpc_socket_port",
      paramLabel = "PORT",
      description = "The port; 0 for any that is free. Default: " + RpcOptions.USUAL_PORT + ".")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--rpc_host",
      paramLabel = "HOST",
      description =
          "The address to listen on, such as 0.0.0.0. Beyond this machine one of the next four is needed. Default: 127.0.0.1.")
  private String host = "127.0.0.1";

  @Option(
      names = "--htpasswd",
      paramLabel = "FILE",
      description =
          "Who connects over TCP must give a user and password of this file, which 'htpasswd -B' writes.")
  private Optional<Path> passwords = Optional.empty();

  @Option(
      names = "--rpc_tls_cert",
      paramLabel = "FILE",
      description = "Encrypt with this certificate (PEM). Needs --rpc_tls_key.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--rpc_tls_key",
      paramLabel = "FILE",
      description = "The certificate's private key (PEM, PKCS #8).")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--rpc_insecure",
      description = "Let anyone who reaches the address connect, unencrypted.")
  private boolean insecure;

  @Option(
      names = "--peer_login",
      paramLabel = "FILE",
      description =
          "The user and password ('user:password', in a file that only you may read) for other instances of the cluster that ask for them.")
  private Optional<Path> peerLogin = Optional.empty();

  @Option(
      names = "--peer_tls_ca",
      paramLabel = "FILE",
      description =
          "Encrypt connections to other instances, and trust those whose certificate one of these (PEM) signed.")
  private Optional<Path> peerAuthority = Optional.empty();

  @Option(
      names = "--compression",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description =
          "Tell clients to compress blobs on TCP, which pays on networks below about 4 Gbit/s. Default: false.")
  private boolean compression;

  /// Where to listen, if at all.
  ///
  /// @throws StoreException.Invalid if only one half of a certificate is given
  Optional<RpcOptions> options() {
    boolean refused = noRpc || rpc.filter(wanted -> !wanted).isPresent();
    if (refused || (rpc.isEmpty() && port.isEmpty())) return Optional.empty();
    RpcOptions options =
        RpcOptions.onLoopback(port.orElse(RpcOptions.USUAL_PORT))
            .on(host)
            .guardedBy(new RpcOptions.Guard(passwords, tls(), insecure))
            .with(compression ? RpcOptions.Compression.ON : RpcOptions.Compression.OFF)
            .with(new RpcOptions.Peers(peerLogin, peerAuthority));
    return Optional.of(options);
  }

  private Optional<RpcOptions.Tls> tls() {
    if (certificate.isPresent() != key.isPresent()) {
      throw new StoreException.Invalid("--rpc_tls_cert and --rpc_tls_key need each other");
    }
    return certificate.map(file -> new RpcOptions.Tls(file, key.orElseThrow()));
  }
}
