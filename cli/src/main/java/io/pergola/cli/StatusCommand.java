package io.pergola.cli;

import io.pergola.store.ObjectStore;
import io.pergola.store.StoreStatus;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `pergola status`: a server at this moment.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Show a server's memory and connections.",
    description = {
      "",
      "The connection that asks is counted too. Deleted bytes are those that another connection still references; they return to the store when it lets go.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  pergola status --socket /tmp/p.sock", "  pergola status -o json"})
final class StatusCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final SocketOption socket = new SocketOption();
  @Mixin private final FormatOption format = new FormatOption();

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (ObjectStore store = socket.connect()) {
      StoreStatus status = store.status();
      if (format.isJson()) FormatOption.print(console.out(), json(status));
      else print(status);
    }
    return 0;
  }

  private void print(StoreStatus status) {
    double share = 100.0 * status.memoryUsage() / Math.max(1, status.memoryLimit());
    new TextTable("instance", Long.toString(status.instanceId()))
        .row(
            "memory",
            "%s of %s (%s %%)"
                .formatted(
                    ByteSize.human(status.memoryUsage()),
                    ByteSize.human(status.memoryLimit()),
                    String.format(Locale.ROOT, "%.1f", share)))
        .row("deleted, still referenced", ByteSize.human(status.deletedBytes()))
        .row(
            "connections",
            "%d local, %d remote".formatted(status.ipcConnections(), status.rpcConnections()))
        .row("waiting requests", Integer.toString(status.deferredRequests()))
        .print(console.out());
  }

  private static ObjectNode json(StoreStatus status) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("instance_id", status.instanceId())
        .put("deployment", status.deployment())
        .put("memory_usage", status.memoryUsage())
        .put("memory_limit", status.memoryLimit())
        .put("deleted_bytes", status.deletedBytes())
        .put("deferred_requests", status.deferredRequests())
        .put("ipc_connections", status.ipcConnections())
        .put("rpc_connections", status.rpcConnections());
  }
}
