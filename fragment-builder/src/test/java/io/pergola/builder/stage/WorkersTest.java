package io.pergola.builder.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.builder.input.LoadException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Test
  void everyTaskIsDoneOnce() {
    for (int threads = 1; threads <= 4; threads++) {
      try (Workers workers = new Workers(threads, () -> {})) {
        for (int tasks = 0; tasks < 50; tasks++) {
          AtomicIntegerArray done = new AtomicIntegerArray(50);
          workers.run(tasks, done::incrementAndGet);
          for (int i = 0; i < 50; i++) assertEquals(i < tasks ? 1 : 0, done.get(i));
        }
      }
    }
  }

  @Test
  void theFailureOfTheLowestTaskIsThrown() {
    try (Workers workers = new Workers(4, () -> {})) {
      for (int round = 0; round < 200; round++) {
        RuntimeException thrown =
            assertThrows(
                IllegalStateException.class,
                () ->
                    workers.run(
                        100,
                        task -> {
                          if (task % 10 == 7) throw new IllegalStateException("task " + task);
                        }));
        assertEquals("task 7", thrown.getMessage());
      }
    }
  }

  @Test
  void aFullHeapIsAFailureLikeOthers() {
    try (Workers workers = new Workers(2, () -> {})) {
      LoadException thrown =
          assertThrows(
              LoadException.TooLarge.class,
              () ->
                  workers.run(
                      3,
                      task -> {
                        throw new OutOfMemoryError("test");
                      }));
      String message = String.valueOf(thrown.getMessage());
      assertTrue(message.startsWith("the load does not fit into the heap of "), message);
    }
  }

  @Test
  void anInterruptIsKeptForLater() {
    try (Workers workers = new Workers(3, () -> {})) {
      Thread.currentThread().interrupt();
      AtomicIntegerArray done = new AtomicIntegerArray(100);
      workers.run(100, done::incrementAndGet);
      assertTrue(Thread.interrupted());
      for (int i = 0; i < 100; i++) assertEquals(1, done.get(i));
    }
  }
}
