package io.pergola.rpc.server;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/// Lets the thread of an event loop look again for a moment before it sleeps, while requests follow
/// each other closely.
///
/// Waking a thread takes about as long as answering a small request. So after an event that came
/// soon after the one before, the thread asks for events without waiting and lets other threads run
/// in between. When nothing comes for a while, or events are rare, it sleeps as usual.
final class BriefPolling implements SelectStrategy {
  /// What counts as soon, and how long to look: the client's half of a busy exchange.
  private static final long SOON = 50_000;

  private long lastEvents = System.nanoTime() - 2 * SOON;

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on the yield, it is a courtesy
  public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
    if (hasTasks) return selectNow.get();
    long began = System.nanoTime();
    boolean busy = began - lastEvents < SOON;
    lastEvents = began;
    while (busy && System.nanoTime() - began < SOON) {
      int ready = selectNow.get();
      if (ready > 0) return ready;
      Thread.yield();
    }
    return SELECT;
  }
}
