package io.pergola.rpc.cluster;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// How far a store has followed etcd, and whether it does.
final class Progress {
  private long revision;
  private boolean online;
  private boolean broken;

  /// Everything up to a revision was read.
  synchronized void restart(long at) {
    revision = at;
    broken = false;
    notifyAll();
  }

  /// The changes of a revision were applied.
  synchronized void reached(long at) {
    revision = Math.max(revision, at);
    notifyAll();
  }

  synchronized void online() {
    online = true;
    notifyAll();
  }

  synchronized void offline() {
    online = false;
    notifyAll();
  }

  synchronized boolean isOnline() {
    return online && !broken;
  }

  /// The connection is of no use any more.
  synchronized void broken() {
    broken = true;
    notifyAll();
  }

  synchronized boolean isBroken() {
    return broken;
  }

  /// Waits until the changes of a revision are applied.
  synchronized void await(long wanted, Duration patience) throws EtcdFailure {
    if (!await(() -> revision >= wanted || broken, patience) || revision < wanted) {
      broken();
      throw new EtcdFailure(
          "revision %d did not come after %d".formatted(wanted, revision),
          new IllegalStateException());
    }
  }

  /// Waits until the store follows etcd.
  ///
  /// @return whether it does
  synchronized boolean awaitOnline(Duration patience) {
    return await(() -> online && !broken, patience);
  }

  private synchronized boolean await(BooleanSupplier condition, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) return false;
        wait(left / 1_000_000 + 1);
      }
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
