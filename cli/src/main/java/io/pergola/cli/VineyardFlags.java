package io.pergola.cli;

import io.pergola.store.StoreException;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Flags of `vineyardd` that its users and tools pass. Those that ask for what is not offered are
/// refused rather than ignored.
final class VineyardFlags {
  @Option(
      names = "--rpc",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description = "Serve other machines too. Not offered yet: only --rpc=false.")
  private Optional<Boolean> rpc = Optional.empty();

  @Option(names = "--norpc", description = "The same as --rpc=false.")
  private boolean noRpc;

  @Option(
      names = "--rpc_socket_port",
      paramLabel = "PORT",
      description = "The port for other machines; means nothing with --norpc.")
  private Optional<Integer> rpcPort = Optional.empty();

  @Option(
      names = "--meta",
      paramLabel = "KIND",
      description = "Where metadata lives. Only: local (default).")
  private String meta = "local";

  @Option(
      names = "--deployment",
      paramLabel = "KIND",
      description = "Only: local (default).",
      hidden = true)
  private String deployment = "local";

  /// Checks that nothing but a local server is asked for.
  void requireLocal() {
    boolean refused = noRpc || rpc.filter(wanted -> !wanted).isPresent();
    if (!refused && (rpc.isPresent() || rpcPort.isPresent())) {
      throw new StoreException.Unsupported(
          "this version serves clients on this machine only; leave --rpc and --rpc_socket_port out, or add --norpc");
    }
    requireLocal("--meta", meta);
    requireLocal("--deployment", deployment);
  }

  private static void requireLocal(String flag, String kind) {
    if (kind.equals("local")) return;
    throw new StoreException.Unsupported(
        "%s=%s: this version offers only %s=local".formatted(flag, kind, flag));
  }
}
