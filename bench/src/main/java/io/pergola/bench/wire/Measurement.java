package io.pergola.bench.wire;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// How fast some clients together were.
///
/// @param perSecond operations of all of them
/// @param median of one operation, in microseconds
/// @param p99 in microseconds
record Measurement(double perSecond, double median, double p99) {
  /// Lets each client do its share of `operations` at the same time.
  static Measurement of(List<Workload> clients, int operations)
      throws IOException, InterruptedException, ExecutionException {
    int share = Math.ceilDiv(operations, clients.size());
    long[] nanos = new long[share * clients.size()];
    CountDownLatch start = new CountDownLatch(1);
    long elapsed;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
      List<Future<?>> running =
          IntStream.range(0, clients.size())
              .<Future<?>>mapToObj(
                  i -> threads.submit(run(clients.get(i), start, nanos, i * share, share)))
              .toList();
      long began = System.nanoTime();
      start.countDown();
      for (Future<?> client : running) client.get();
      elapsed = System.nanoTime() - began;
    }
    for (Workload client : clients) client.reset();
    Arrays.sort(nanos);
    return new Measurement(
        nanos.length * 1e9 / elapsed, quantile(nanos, 0.5), quantile(nanos, 0.99));
  }

  /// The one in the middle by operations per second.
  static Measurement median(List<Measurement> rounds) {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(Measurement::perSecond))
        .toList()
        .get(rounds.size() / 2);
  }

  private static Callable<Integer> run(
      Workload client, CountDownLatch start, long[] nanos, int from, int count) {
    return () -> {
      start.await();
      long before = System.nanoTime();
      for (int i = 0; i < count; i++) {
        client.operate();
        long now = System.nanoTime();
        nanos[from + i] = now - before;
        before = now;
      }
      return count;
    };
  }

  private static double quantile(long[] sorted, double q) {
    return sorted[(int) (q * (sorted.length - 1))] / 1e3;
  }
}
