package io.pergola.cli;

import com.sun.management.OperatingSystemMXBean;
import io.pergola.rpc.cluster.EtcdMember;
import io.pergola.rpc.server.HttpOptions;
import io.pergola.rpc.server.StoreServer;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.Prefault;
import io.pergola.store.StoreOptions;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `pergola serve`: a store in shared memory, for other processes.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    header = "Keep graphs and other objects in shared memory, for other processes.",
    description = {
      "",
      "Prints 'ready SOCKET' on standard error once clients can connect, and runs until SIGTERM or SIGINT (Ctrl-C). What it holds ends with it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  pergola serve --socket /tmp/p.sock --size 4Gi &",
      "  export VINEYARD_IPC_SOCKET=/tmp/p.sock",
      "  python3 -c 'import vineyard; print(vineyard.connect().status)'"
    })
final class ServeCommand implements Callable<Integer> {
  private static final double SHARE_OF_MEMORY = 0.3;

  private final Console console;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean serving;

  @Mixin private final SocketOption socket = new SocketOption();
  @Mixin private final RpcFlags rpc = new RpcFlags();
  @Mixin private final ClusterFlags cluster = new ClusterFlags();
  @Mixin private final RoomFlags room = new RoomFlags();
  @Mixin private final Leash leash = new Leash();

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      description = "What all blobs together may take, such as 4Gi. Default: 30 %% of memory.")
  private ByteSize size = ByteSize.UNSET;

  @Option(
      names = "--reserve_memory",
      description = "Take all of --size from the system at once, and keep it.")
  private boolean reserve;

  @Option(
      names = "--http",
      paramLabel = "[HOST:]PORT",
      description = "Tell Prometheus numbers at http://HOST:PORT/metrics. Default: nowhere.")
  private Optional<String> http = Optional.empty();

  @ArgGroup(
      exclusive = false,
      heading = "%nFlags of vineyardd that are accepted and have no effect:%n")
  private VineyarddFlags vineyardd = new VineyarddFlags();

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Logging.hushLibraries();
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    leash.fasten();
    List<String> ignored = vineyardd.ignored();
    if (!ignored.isEmpty()) console.say("without effect: " + String.join(", ", ignored));
    Optional<EtcdMember> member = cluster.options().map(EtcdMember::join);
    try (EmbeddedStore store = EmbeddedStore.open(options(member))) {
      member.ifPresent(joined -> joined.attach(store));
      serve(store, member);
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private StoreOptions options(Optional<EtcdMember> member) {
    StoreOptions options =
        StoreOptions.ofSize(byteSize())
            .withPrefault(reserve ? Prefault.EVERYTHING : Prefault.AHEAD)
            .withDeployment(cluster.deployment())
            .withInstanceId(member.map(EtcdMember::instanceId).orElse(0L));
    return room.applyTo(options);
  }

  private void serve(EmbeddedStore store, Optional<EtcdMember> member) throws InterruptedException {
    Optional<HttpOptions> numbers = http.map(HttpOptions::parse);
    try (StoreServer server =
        StoreServer.start(store, socket.forServer(), rpc.options(), numbers)) {
      member.ifPresent(EtcdMember::announce);
      serving = true;
      server.rpcEndpoint().ifPresent(endpoint -> console.say("listening on " + endpoint));
      server.httpAddress().ifPresent(address -> console.say("metrics on " + address));
      console.say("ready " + server.socket());
      stop.await();
    } finally {
      member.ifPresent(EtcdMember::close);
    }
  }

  /// Runs when the process shall end. A server that was told to stop and did has not failed.
  private void end() {
    boolean told = serving && stopped.getCount() > 0;
    if (told) stop.countDown();
    try {
      if (told) stopped.await();
    } catch (InterruptedException impossible) {
      Thread.currentThread().interrupt();
    }
    leash.removeDirectory();
    if (told) Runtime.getRuntime().halt(0);
  }

  private long byteSize() {
    if (!size.equals(ByteSize.UNSET)) return size.bytes();
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return (long) (system.getTotalMemorySize() * SHARE_OF_MEMORY);
  }
}
