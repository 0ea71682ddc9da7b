package io.pergola.builder.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.builder.input.LoadException;
import io.pergola.graph.Layouts;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {
  @TempDir private Path directory;

  @Test
  void piecesOfARegionDoNotOverlap() {
    Random random = new Random(1);
    try (Staging staging = new Staging(1 << 28, directory);
        Region region = staging.region()) {
      List<MemorySegment> pieces = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        MemorySegment piece = region.allocate(random.nextInt(i % 20 == 0 ? 300_000 : 300));
        assertEquals(0, piece.byteSize() == 0 ? 0 : piece.address() % 64);
        piece.fill((byte) i);
        pieces.add(piece);
      }
      for (int i = 0; i < pieces.size(); i++) {
        MemorySegment piece = pieces.get(i);
        for (long at = 0; at < piece.byteSize(); at++) {
          assertEquals((byte) i, piece.get(Layouts.BYTE, at));
        }
      }
    }
  }

  @Test
  void whatAClosedRegionHadCanBeUsedAgain() {
    try (Staging staging = new Staging(1 << 20, directory)) {
      for (int round = 0; round < 50; round++) {
        try (Region region = staging.region()) {
          region.allocate(700_000);
        }
      }
    }
  }

  @Test
  void moreThanTheDiskIsRefusedWithARemedy() {
    try (Staging staging = new Staging(3 << 20, directory.resolve("none"));
        Region region = staging.region()) {
      LoadException thrown =
          assertThrows(LoadException.TooLarge.class, () -> region.allocate(5 << 20));
      String message = thrown.toString();
      assertTrue(
          message.contains("no room for 6 MiB more in " + directory.resolve("none")), message);
      assertTrue(message.endsWith("another disk with --scratch"), message);
    }
  }

  @Test
  void whatMustBeInMemoryIsRefusedWithARemedy() {
    try (Staging staging = new Staging(3 << 20, directory)) {
      LoadException thrown =
          assertThrows(LoadException.TooLarge.class, () -> staging.memoryRegion(5 << 20));
      assertEquals(
          "the load needs 6 MiB in memory at a time, and may use 3 MiB, of which 0 are taken; give it more with --memory",
          thrown.getMessage());
    }
  }

  @Test
  void wordsAreKeptInTheLeastWidthThatHoldsThem() {
    try (Staging staging = new Staging(1 << 24, directory);
        Region region = staging.region()) {
      long[][] samples = {
        {-128, 127}, {-129, 0}, {0, 32_767}, {0, 32_768}, {Integer.MIN_VALUE, 5}, {1L << 31}, {}
      };
      int[] widths = {1, 2, 2, 4, 4, 8, 1};
      for (int i = 0; i < samples.length; i++) {
        StagedWords words = StagedWords.of(region, samples[i], samples[i].length, 1);
        assertEquals(widths[i], words.width());
        for (int row = 0; row < samples[i].length; row++) {
          assertEquals(samples[i][row], words.at(row));
        }
      }
    }
  }

  @Test
  void wordsOfEveryWidthAreMovedBothWays() {
    Random random = new Random(2);
    try (Staging staging = new Staging(1 << 24, directory);
        Region region = staging.region()) {
      for (int width = 1; width <= 8; width *= 2) {
        int shift = 64 - width * 8;
        long[] values = random.longs(100).map(value -> value << shift >> shift).toArray();
        MemorySegment column = region.allocate(100L * width);
        Words.store(values, 0, 100, column, 0, width);
        long[] loaded = new long[100];
        Words.load(column, 0, 100, width, loaded);
        org.junit.jupiter.api.Assertions.assertArrayEquals(values, loaded);
        int[] gaps = IntStream.range(0, 66).map(i -> i * 3 / 2).toArray();
        Words.gather(column, gaps, 66, width, loaded);
        for (int i = 0; i < 66; i++) assertEquals(values[gaps[i]], loaded[i]);
        Words.gather(column, IntStream.range(7, 66).toArray(), 59, width, loaded);
        for (int i = 0; i < 59; i++) assertEquals(values[7 + i], loaded[i]);
        long[] places = LongStream.range(0, 100).map(i -> i * 37 % 100).toArray();
        Words.scatter(values, 100, column, places, 0, width);
        Words.load(column, 0, 100, width, loaded);
        for (int i = 0; i < 100; i++) assertEquals(values[i], loaded[(int) places[i]]);
      }
    }
  }
}
