package io.pergola.rpc.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pergola.store.StoreException;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Serves a server's numbers to Prometheus: `GET /metrics`, in its text format.
final class MetricsEndpoint implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  static {
    // Seconds that a request and its reply may take.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "10");
  }

  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Metrics metrics;
  private final HttpServer server;

  private MetricsEndpoint(Metrics metrics, HttpServer server) {
    this.metrics = metrics;
    this.server = server;
  }

  /// @throws StoreException.IoFailed if the system refuses the address
  static MetricsEndpoint start(Metrics metrics, HttpOptions options) {
    try {
      InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
      MetricsEndpoint endpoint = new MetricsEndpoint(metrics, HttpServer.create(address, 0));
      endpoint.server.createContext("/", endpoint::answer);
      endpoint.server.setExecutor(endpoint.threads);
      endpoint.server.start();
      return endpoint;
    } catch (IOException | IllegalArgumentException refused) {
      throw new StoreException.IoFailed(
          "can't serve metrics on %s, port %d: %s"
              .formatted(options.host(), options.port(), refused.getMessage()),
          refused);
    }
  }

  /// Where it listens, as `host:port`.
  String address() {
    InetSocketAddress address = server.getAddress();
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals("/metrics")) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        exchange.sendResponseHeaders(NOT_ALLOWED, -1);
      } else {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, metrics.registry().scrape());
        exchange.getResponseHeaders().set("Content-Type", writer.getContentType());
        exchange.sendResponseHeaders(OK, text.size());
        text.writeTo(exchange.getResponseBody());
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
