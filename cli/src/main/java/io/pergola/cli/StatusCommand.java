package io.pergola.cli;

import io.pergola.store.ConnectionStatus;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import io.pergola.store.StoreStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `pergola status`: a server at this moment.
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Show a server's memory and connections.",
    description = {
      "",
      "The connection that asks is counted too. Deleted bytes are those that another connection still references; they return to the store when it lets go. Then come the processes that hold blobs: those in use, and those that they created but that no object has; the latter go when their process dies.",
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
      List<ConnectionStatus> connections = connections(store);
      if (format.isJson()) FormatOption.print(console.out(), json(status, connections));
      else print(status, connections);
    }
    return 0;
  }

  /// None if the server can't tell.
  private static List<ConnectionStatus> connections(ObjectStore store) {
    try {
      return store.connections();
    } catch (StoreException.Unsupported foreign) {
      return List.of();
    }
  }

  private void print(StoreStatus status, List<ConnectionStatus> connections) {
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
        .row("on disk", ByteSize.human(status.spilledBytes()))
        .row(
            "connections",
            "%d local, %d remote".formatted(status.ipcConnections(), status.rpcConnections()))
        .row("waiting requests", Integer.toString(status.deferredRequests()))
        .print(console.out());
    printHolders(connections);
  }

  private void printHolders(List<ConnectionStatus> connections) {
    TextTable table =
        new TextTable("who", "blobs in use", "bytes", "of them deleted", "not linked", "bytes");
    connections.stream()
        .filter(each -> each.references() + each.ownBlobs() > 0)
        .sorted(Comparator.comparingLong(ConnectionStatus::referencedBytes).reversed())
        .forEach(each ->
            table.row(
                each.peer(),
                each.references(),
                new ByteSize(each.referencedBytes()),
                new ByteSize(each.deletedBytes()),
                each.ownBlobs(),
                new ByteSize(each.ownBytes())));
    if (table.isEmpty()) return;
    console.out().println();
    table.print(console.out());
  }

  private static ObjectNode json(StoreStatus status, List<ConnectionStatus> connections) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("instance_id", status.instanceId())
        .put("deployment", status.deployment())
        .put("memory_usage", status.memoryUsage())
        .put("memory_limit", status.memoryLimit())
        .put("deleted_bytes", status.deletedBytes())
        .put("spilled_bytes", status.spilledBytes())
        .put("deferred_requests", status.deferredRequests())
        .put("ipc_connections", status.ipcConnections())
        .put("rpc_connections", status.rpcConnections());
    ArrayNode all = json.putArray("connections");
    connections.forEach(each -> put(each, all.addObject()));
    return json;
  }

  private static void put(ConnectionStatus connection, ObjectNode json) {
    json.put("peer", connection.peer())
        .put("remote", connection.remote())
        .put("references", connection.references())
        .put("referenced_bytes", connection.referencedBytes())
        .put("deleted_bytes", connection.deletedBytes())
        .put("own_blobs", connection.ownBlobs())
        .put("own_bytes", connection.ownBytes());
  }
}
