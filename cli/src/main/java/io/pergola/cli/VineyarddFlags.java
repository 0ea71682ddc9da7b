package io.pergola.cli;

import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Flags of `vineyardd` that are taken so that scripts which start it go on working, and that
/// change nothing here. Those that ask for something which is missing here are refused.
final class VineyarddFlags {
  @Option(
      names = "--allocator",
      paramLabel = "NAME",
      description = "There is one allocator, made for shared memory.")
  private Optional<String> allocator = Optional.empty();

  @Option(
      names = {"--metrics", "--prometheus"},
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description = "Numbers are told over HTTP; see --http.")
  private List<Boolean> metrics = List.of();

  @Option(
      names = "--coredump",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description = "The JVM follows the limits of the system (ulimit -c).")
  private Optional<Boolean> coreDump = Optional.empty();

  @Option(
      names = {"-v", "--v"},
      paramLabel = "LEVEL",
      description = "The log says what is worth saying.")
  private Optional<Integer> verbosity = Optional.empty();

  @Option(
      names = {"--logtostderr", "--alsologtostderr"},
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description = "The log always goes to standard error.")
  private List<Boolean> toStandardError = List.of();

  @Option(
      names = {"--log_dir", "--minloglevel", "--stderrthreshold"},
      paramLabel = "VALUE",
      description = "The same.")
  private List<String> log = List.of();

  @Option(
      names = "--skip_launch_etcd",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description = "Only true: etcd is never started from here.")
  private Optional<Boolean> skipEtcd = Optional.empty();

  @Option(
      names = {"--etcd_cmd", "--etcd_data_dir"},
      paramLabel = "VALUE",
      description = "The same.")
  private List<String> ownEtcd = List.of();

  @Option(
      names = "--sync_crds",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description = "Only false: Kubernetes is not told of objects.")
  private Optional<Boolean> kubernetes = Optional.empty();

  @Option(
      names = "--rdma_endpoint",
      paramLabel = "HOST:PORT",
      description = "Only empty: there is no RDMA.")
  private Optional<String> rdma = Optional.empty();

  /// The flags that were given and change nothing.
  ///
  /// @throws StoreException.Invalid if one asks for what is not offered
  List<String> ignored() {
    refuse(skipEtcd.equals(Optional.of(false)), "--skip_launch_etcd=false: start etcd yourself");
    refuse(kubernetes.equals(Optional.of(true)), "--sync_crds: Kubernetes is not told of objects");
    refuse(
        rdma.filter(endpoint -> !endpoint.isEmpty()).isPresent(),
        "--rdma_endpoint: there is no RDMA; clients use TCP, see --rpc");
    List<String> given = new ArrayList<>();
    if (allocator.isPresent()) given.add("--allocator");
    if (!metrics.isEmpty()) given.add("--metrics (use --http)");
    if (coreDump.isPresent()) given.add("--coredump");
    if (verbosity.isPresent() || !toStandardError.isEmpty() || !log.isEmpty()) {
      given.add("flags of the log");
    }
    if (!ownEtcd.isEmpty()) given.add("--etcd_cmd, --etcd_data_dir");
    return given;
  }

  private static void refuse(boolean asked, String why) {
    if (asked) throw new StoreException.Invalid(why);
  }
}
