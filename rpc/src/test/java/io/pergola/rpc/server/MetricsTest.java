package io.pergola.rpc.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.rpc.client.RawClient;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.SpillOptions;
import io.pergola.store.StoreException;
import io.pergola.store.StoreOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What a server tells over HTTP.
class MetricsTest {
  @TempDir @Nullable Path directory;

  @Test
  void theNumbersAreThoseOfTheStoreAndOfWhatClientsAsked() throws Exception {
    try (EmbeddedStore store = EmbeddedStore.open(StoreOptions.ofSize(1 << 20));
        StoreServer server =
            StoreServer.start(
                store,
                requireNonNull(directory).resolve("s"),
                Optional.of(RpcOptions.onLoopback(0)),
                Optional.of(new HttpOptions("127.0.0.1", 0)));
        RawClient local = RawClient.register(server.socket());
        RawClient remote = RawClient.register(server.rpcEndpoint().orElseThrow())) {
      remote.call("{'type':'create_remote_buffer_request','size':1000}");
      remote.sendBytes(new byte[1000]);
      remote.receive();
      local.call("{'type':'seal_request','object_id':9223372036854775809}");
      local.call("{'type':'nonsense'}");
      String text = get(server, "/metrics").body();
      assertLine(text, "pergola_memory_used_bytes 1000.0");
      assertLine(text, "pergola_memory_limit_bytes 1048576.0");
      assertLine(text, "pergola_blobs 1.0");
      assertLine(text, "pergola_connections{transport=\"ipc\"} 1.0");
      assertLine(text, "pergola_connections{transport=\"rpc\"} 1.0");
      assertLine(text, "pergola_transferred_bytes_total{direction=\"in\"} 1000.0");
      assertLine(text, "pergola_request_failures_total{code=\"12\",type=\"seal_request\"} 1.0");
      assertLine(text, "pergola_request_failures_total{code=\"1\",type=\"malformed\"} 1.0");
      assertLine(
          text, "pergola_request_duration_seconds_count{type=\"create_remote_buffer_request\"} 1");
      assertEquals(404, get(server, "/").statusCode());
    }
  }

  @Test
  void whatIsSpilledAndLoadedIsCounted() throws Exception {
    Path dir = requireNonNull(directory);
    StoreOptions options =
        StoreOptions.ofSize(1 << 20).withSpill(SpillOptions.to(dir.resolve("spill")));
    try (EmbeddedStore store = EmbeddedStore.open(options);
        StoreServer server =
            StoreServer.start(
                store,
                dir.resolve("s"),
                Optional.of(RpcOptions.onLoopback(0)),
                Optional.of(new HttpOptions("127.0.0.1", 0)));
        RawClient client = RawClient.register(server.rpcEndpoint().orElseThrow())) {
      JsonNode id = client.call("{'type':'create_remote_buffer_request','size':1000}").get("id");
      client.sendBytes(new byte[1000]);
      client.receive();
      client.call("{'type':'evict_request','ids':[%s]}".formatted(id));
      assertLine(get(server, "/metrics").body(), "pergola_memory_spilled_bytes 1000.0");
      client.call("{'type':'load_request','ids':[%s]}".formatted(id));
      String text = get(server, "/metrics").body();
      assertLine(text, "pergola_memory_spilled_bytes 0.0");
      assertLine(text, "pergola_spill_bytes_total{direction=\"out\"} 1000.0");
      assertLine(text, "pergola_spill_bytes_total{direction=\"in\"} 1000.0");
    }
  }

  @Test
  void anAddressIsAPortOrAHostAndAPort() {
    assertEquals(new HttpOptions("127.0.0.1", 80), HttpOptions.parse("80"));
    assertEquals(new HttpOptions("0.0.0.0", 80), HttpOptions.parse("0.0.0.0:80"));
    assertThrows(StoreException.Invalid.class, () -> HttpOptions.parse("eighty"));
    assertThrows(StoreException.Invalid.class, () -> HttpOptions.parse("70000"));
  }

  private static HttpResponse<String> get(StoreServer server, String path)
      throws IOException, InterruptedException {
    URI address = URI.create("http://" + server.httpAddress().orElseThrow() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static void assertLine(String text, String line) {
    assertTrue(text.lines().anyMatch(line::equals), () -> line + " is not in\n" + text);
  }
}
