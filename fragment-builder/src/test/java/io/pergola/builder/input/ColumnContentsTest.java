package io.pergola.builder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pergola.graph.PropertyType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who reads which batches of a file of columns.
class ColumnContentsTest {
  @TempDir Path directory;

  /// A file of which nothing but its slices is asked.
  private static ColumnFile sliced(long[] slices) {
    return new ColumnFile(
        Path.of("none"),
        List.of(),
        slices,
        (slice, positions) -> {
          throw new AssertionError("nothing is read");
        });
  }

  /// What readers are handed until the first of them gets nothing, as a scan goes on then.
  private List<Chunk> handedOut(long[] slices, Random random) {
    ChunkSource source = new ColumnContents(sliced(slices), 1).chunks(1);
    List<ChunkReader> readers = new ArrayList<>();
    Path any = Tables.write(directory, "any.csv", "n\n1\n");
    TableFile table = TableFile.ofVertices(any, InputOptions.NONE);
    BoundFile file = Tables.bind(table, List.of(PropertyType.INT64));
    for (int i = 0; i < 3; i++) readers.add(new ChunkReader(List.of(file)));
    List<Chunk> chunks = new ArrayList<>();
    while (true) {
      Chunk chunk = source.next(readers.get(random.nextInt(3)), 0);
      if (chunk == null) break;
      chunks.add(chunk);
    }
    Collections.sort(chunks);
    return chunks;
  }

  @Test
  void everyBatchIsHandedOutOnceWhoeverAsks() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      long[] slices = new long[2 + random.nextInt(4)];
      for (int i = 1; i < slices.length; i++) slices[i] = slices[i - 1] + random.nextInt(500_000);
      long row = 0;
      for (Chunk chunk : handedOut(slices, random)) {
        assertEquals(row, chunk.offset(), "seed " + seed);
        row += chunk.length();
      }
      assertEquals(slices[slices.length - 1], row, "seed " + seed);
    }
  }
}
