package io.pergola.graphscope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyItemIsDoneOnceInEveryPhase(int threads) {
    try (Team team = Team.of(threads)) {
      for (int phase = 0; phase < 500; phase++) {
        int items = phase % 70;
        AtomicIntegerArray done = new AtomicIntegerArray(items);
        team.forEach(
            items,
            (item, worker) -> {
              assertTrue(worker >= 0 && worker < threads);
              done.incrementAndGet(item);
            });
        for (int item = 0; item < items; item++) assertEquals(1, done.get(item));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void piecesMakeUpTheListAndFewItemsComeOneByOne(int threads) {
    try (Team team = Team.of(threads)) {
      for (int size : new int[] {0, 1, 2, 63, 64, 65, 1_000, 30_000}) {
        int begin = 17;
        AtomicIntegerArray done = new AtomicIntegerArray(begin + size);
        team.forEachPiece(
            begin,
            begin + size,
            (from, to, worker) -> {
              assertTrue(from < to && to - from <= 64 && worker < threads);
              assertTrue(size > 64 || to - from == 1);
              for (int i = from; i < to; i++) done.incrementAndGet(i);
            });
        for (int i = 0; i < begin + size; i++) assertEquals(i < begin ? 0 : 1, done.get(i));
      }
    }
  }

  @Test
  void whatIsLittleTheCallerDoesAloneAndWhatHasManyEdgesIsShared() {
    try (Team team = Team.of(2)) {
      List<String> pieces = new CopyOnWriteArrayList<>();
      Team.Piece note = (from, to, worker) -> pieces.add(from + "-" + to);
      team.forEachPiece(3, 3, 0, note);
      assertEquals(List.of(), pieces);
      team.forEachPiece(3, 20, Team.WORTH_SHARING - 18, note);
      assertEquals(List.of("3-20"), pieces);
      pieces.clear();
      team.forEachPiece(3, 20, Team.WORTH_SHARING - 17, note);
      assertEquals(17, pieces.size());
    }
  }

  @Test
  void plainWritesAreSeenAfterAPhase() {
    try (Team team = Team.of(2)) {
      int[] values = new int[10_000];
      for (int phase = 1; phase < 200; phase++) {
        int expected = phase;
        team.forEach(
            100,
            (item, worker) -> {
              for (int i = item * 100; i < item * 100 + 100; i++) values[i]++;
            });
        for (int value : values) assertEquals(expected, value);
      }
    }
  }

  @Test
  void aTeamThatSleepsWakesUp() {
    try (Team team = Team.of(3)) {
      AtomicInteger done = new AtomicInteger();
      for (int phase = 0; phase < 3; phase++) {
        LockSupport.parkNanos(30_000_000);
        team.forEach(50, (item, worker) -> done.incrementAndGet());
      }
      assertEquals(150, done.get());
    }
  }

  @Test
  void aFailureReachesTheCallerAndTheTeamGoesOn() {
    try (Team team = Team.of(2)) {
      IllegalStateException thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  team.forEach(
                      1000,
                      (item, worker) -> {
                        if (item == 500) throw new IllegalStateException("item 500");
                      }));
      assertEquals("item 500", thrown.getMessage());
      AtomicInteger done = new AtomicInteger();
      team.forEach(10, (item, worker) -> done.incrementAndGet());
      assertEquals(10, done.get());
    }
  }

  @Test
  void aClosedTeamLeavesNoThread() throws InterruptedException {
    Team team = Team.of(4);
    team.forEach(8, (item, worker) -> {});
    team.close();
    for (int i = 0; i < 100 && workers(); i++) Thread.sleep(50);
    assertFalse(workers());
  }

  private static boolean workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("pergola-worker-"));
  }
}
