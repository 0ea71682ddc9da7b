package io.pergola.rpc.server;

import io.pergola.rpc.protocol.Reply;
import io.pergola.store.EmbeddedStore;
import io.pergola.store.SpillTraffic;
import io.pergola.store.StoreConnection;
import io.pergola.store.StoreStatus;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.foreign.MemorySegment;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/// The numbers of one server. Names and meanings stand in `docs/metrics.md`.
final class Metrics {
  private static final double NANO = 1e-9;
  private static final double FIRST_BOUND = 10e-6;
  private static final int BOUNDS = 12;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final EmbeddedStore store;
  private final Histogram requests =
      Histogram.builder()
          .name("pergola_request_duration_seconds")
          .help("Time from a whole request to its reply.")
          .labelNames("type")
          .classicOnly()
          .classicExponentialUpperBounds(FIRST_BOUND, 4, BOUNDS)
          .register(registry);
  private final Counter failures =
      Counter.builder()
          .name("pergola_request_failures_total")
          .help("Requests that were answered with an error.")
          .labelNames("type", "code")
          .register(registry);
  private final Counter transferred =
      Counter.builder()
          .name("pergola_transferred_bytes_total")
          .help("Bytes of blobs that went over connections.")
          .labelNames("direction")
          .register(registry);

  Metrics(EmbeddedStore store) {
    this.store = store;
    memory("used", "Bytes of all blobs that are not deleted.", StoreStatus::memoryUsage);
    memory("limit", "Bytes that all blobs together may have.", StoreStatus::memoryLimit);
    memory("deleted", "Bytes that are deleted but still referenced.", StoreStatus::deletedBytes);
    memory("spilled", "Bytes on disk, for which memory had no room.", StoreStatus::spilledBytes);
    CounterWithCallback.builder()
        .name("pergola_spill_bytes_total")
        .help("Bytes that were moved to the spill file and back to memory.")
        .labelNames("direction")
        .callback(value -> {
          SpillTraffic traffic = store.spillTraffic();
          value.call((double) traffic.spilledBytes(), "out");
          value.call((double) traffic.loadedBytes(), "in");
        })
        .register(registry);
    gauge("pergola_objects", "Known objects.", store::objectCount);
    gauge("pergola_blobs", "Blobs.", store::blobCount);
    GaugeWithCallback.builder()
        .name("pergola_connections")
        .help("Open connections of clients.")
        .labelNames("transport")
        .callback(value -> {
          StoreStatus status = status();
          value.call(status.ipcConnections() - 1, "ipc"); // not the one that asks
          value.call(status.rpcConnections(), "rpc");
        })
        .register(registry);
  }

  private void memory(String what, String help, ToDoubleFunction<StoreStatus> value) {
    gauge("pergola_memory_" + what + "_bytes", help, () -> value.applyAsDouble(status()));
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsDouble()))
        .register(registry);
  }

  private StoreStatus status() {
    try (StoreConnection connection = store.connect()) {
      return connection.status();
    }
  }

  PrometheusRegistry registry() {
    return registry;
  }

  /// A request was answered, or will be when raw bytes have come.
  ///
  /// @param startedAt when all of it was there, by [System#nanoTime]
  void answered(String type, long startedAt, Answer answer) {
    if (answer.transfer().filter(Transfer.In.class::isInstance).isPresent()) return;
    requests.labelValues(type).observe((System.nanoTime() - startedAt) * NANO);
    if (answer.reply() instanceof Reply.Failure(int code, _)) {
      failures.labelValues(type, Integer.toString(code)).inc();
    }
  }

  /// Blobs came from a client.
  void received(long byteSize) {
    transferred.labelValues("in").inc(byteSize);
  }

  /// Blobs went to a client.
  void sent(Transfer.Out transfer) {
    transferred
        .labelValues("out")
        .inc(transfer.blobs().stream().mapToLong(MemorySegment::byteSize).sum());
  }
}
