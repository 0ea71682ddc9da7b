package io.pergola.cli;

import io.pergola.store.StoreException;
import picocli.CommandLine.Option;

/// Flags of `vineyardd` that its users and tools pass. Those that ask for what is not offered are
/// refused rather than ignored.
final class VineyardFlags {
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
    requireLocal("--meta", meta);
    requireLocal("--deployment", deployment);
  }

  private static void requireLocal(String flag, String kind) {
    if (kind.equals("local")) return;
    throw new StoreException.Unsupported(
        "%s=%s: this version offers only %s=local".formatted(flag, kind, flag));
  }
}
