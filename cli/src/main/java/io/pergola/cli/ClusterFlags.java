package io.pergola.cli;

import io.pergola.rpc.cluster.EtcdOptions;
import io.pergola.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where `serve` keeps metadata. The flags mean what they mean to `vineyardd`.
final class ClusterFlags {
  @Option(
      names = "--meta",
      paramLabel = "KIND",
      description =
          "Where metadata lives: local, in this process (default), or etcd, shared with other instances.")
  private String meta = "local";

  @Option(
      names = "--etcd_endpoint",
      paramLabel = "URL",
      description = "Where etcd listens; several with commas. Default: http://127.0.0.1:2379.")
  private String endpoint = "http://127.0.0.1:2379";

  @Option(
      names = "--etcd_prefix",
      paramLabel = "PREFIX",
      description =
          "What all keys in etcd begin with; instances with the same one are a cluster. Default: "
              + EtcdOptions.USUAL_PREFIX
              + ".")
  private String prefix = EtcdOptions.USUAL_PREFIX;

  @Option(
      names = "--meta_timeout",
      paramLabel = "SECONDS",
      description = "How long to wait for etcd before a change fails. Default: 60.")
  private int patience = 60;

  @Option(
      names = "--deployment",
      paramLabel = "KIND",
      description = "local (default) or distributed; only shown in the status.",
      hidden = true)
  private String deployment = "local";

  /// The cluster to join, if any.
  ///
  /// @throws StoreException.Invalid if a flag makes no sense
  Optional<EtcdOptions> options() {
    if (meta.equals("local")) return Optional.empty();
    if (!meta.equals("etcd")) {
      throw new StoreException.Invalid("--meta=%s: expected local or etcd".formatted(meta));
    }
    return Optional.of(EtcdOptions.of(endpoint, prefix).withPatience(Duration.ofSeconds(patience)));
  }

  /// What the status shows.
  ///
  /// @throws StoreException.Invalid if it is neither of both
  String deployment() {
    if (deployment.equals("local") || deployment.equals("distributed")) return deployment;
    throw new StoreException.Invalid(
        "--deployment=%s: expected local or distributed".formatted(deployment));
  }
}
