package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.rpc.client.ObjectStores;
import io.pergola.rpc.server.StoreServer;
import io.pergola.store.Blob;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import io.pergola.store.StoreOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `pergola status` with a store of which this process holds two blobs, one of them deleted.
class StatusTest {
  @TempDir @Nullable Path directory;

  private final EmbeddedStore embedded = EmbeddedStore.open(StoreOptions.ofSize(1 << 20));
  private @Nullable StoreServer server;
  private @Nullable ObjectStore holder;
  private @Nullable Pin pin;

  @BeforeEach
  void serve() {
    server = StoreServer.start(embedded, requireNonNull(directory).resolve("s"));
    holder = ObjectStores.connect(server.socket());
    try (ObjectStore creator = ObjectStores.connect(server.socket())) {
      Blob first = creator.createBlob(1000).seal();
      Blob second = creator.createBlob(3000).seal();
      pin = holder.pin(List.of(first.id(), second.id()));
      creator.delete(List.of(second.id()));
    }
    holder.createBlob(500);
  }

  @AfterEach
  void stop() {
    requireNonNull(pin).close();
    requireNonNull(holder).close();
    requireNonNull(server).close();
    embedded.close();
  }

  @Test
  void peopleSeeWhoHoldsWhat() {
    String text = status();
    String who = "process " + ProcessHandle.current().pid() + " (";
    String line =
        text.lines().filter(each -> each.startsWith(who)).findFirst().orElse("missing in " + text);
    assertTrue(line.replaceAll(" +", " ").endsWith(") 2 3.91 KiB 2.93 KiB 1 500 B"), line);
  }

  @Test
  void programsSeeWhoHoldsWhat() {
    JsonNode json = JsonMapper.shared().readTree(status("-o", "json"));
    assertEquals(3000, json.get("deleted_bytes").intValue());
    assertEquals(2, json.get("connections").size(), "the holder and the one that asks");
    JsonNode found =
        json.get("connections")
            .valueStream()
            .filter(each -> each.get("references").intValue() == 2)
            .findFirst()
            .orElseThrow();
    assertEquals(4000, found.get("referenced_bytes").intValue());
    assertEquals(3000, found.get("deleted_bytes").intValue());
    assertEquals(1, found.get("own_blobs").intValue());
    assertEquals(500, found.get("own_bytes").intValue());
    assertEquals(false, found.get("remote").booleanValue());
  }

  private String status(String... more) {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    List<String> words =
        new ArrayList<>(List.of("status", "--socket", requireNonNull(server).socket().toString()));
    words.addAll(List.of(more));
    assertEquals(0, Pergola.run(new Console(printer, printer), words.toArray(String[]::new)));
    printer.flush();
    return out.toString();
  }
}
