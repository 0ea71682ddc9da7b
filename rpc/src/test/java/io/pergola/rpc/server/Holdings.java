package io.pergola.rpc.server;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.pergola.rpc.client.Await;
import io.pergola.store.ProcessFacts;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/// What servers and clients have taken from this process and must give back.
///
/// @param descriptors how many of each kind, such as `socket:[]`; files on disk are the JVM's own
/// @param threads those of servers and their stores
/// @param mappings those of stores' memory
record Holdings(Map<String, Long> descriptors, long threads, long mappings) {
  static Holdings now() {
    Map<String, Long> descriptors =
        ProcessFacts.openFiles().stream()
            .filter(file -> !file.startsWith("/") || file.startsWith("/memfd:"))
            .map(file -> file.replaceAll("\\d+", ""))
            .collect(groupingBy(file -> file, TreeMap::new, counting()));
    return new Holdings(descriptors, serverThreads(), ProcessFacts.storeMappings());
  }

  private static long serverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("pergola-"))
        .count();
  }

  /// Waits until no more is held than this.
  void awaitReturn() {
    Await.until(() -> "%s; now %s".formatted(this, now()), () -> now().isWithin(this));
  }

  private boolean isWithin(Holdings most) {
    return descriptors.entrySet().stream()
            .allMatch(each -> each.getValue() <= most.descriptors.getOrDefault(each.getKey(), 0L))
        && threads <= most.threads
        && mappings <= most.mappings;
  }

  /// Bytes that live on the heap, and those of buffers beside it.
  record Memory(long heap, long buffers) {
    /// What a million requests may leave behind: code, statistics, a thousand sessions.
    private static final long SLACK = 64 << 20;

    static Memory now() {
      System.gc();
      long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      var allocator = (ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT;
      return new Memory(heap, allocator.metric().usedDirectMemory());
    }

    /// Fails if much more is in use now.
    void requireNoGrowth(String where) {
      Memory now = now();
      boolean same = now.heap <= heap + SLACK && now.buffers <= buffers + SLACK;
      assertTrue(same, () -> "%s; before %s, now %s".formatted(where, this, now));
    }
  }
}
