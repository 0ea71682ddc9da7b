package io.pergola.builder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.PropertyType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableScanTest {
  private static final List<PropertyType> TYPES =
      List.of(PropertyType.INT64, PropertyType.STRING, PropertyType.DOUBLE);

  @TempDir Path directory;

  private Tables.Content read(String text, int chunkBytes) {
    Path file = Tables.write(directory, "t.csv", text);
    return Tables.read(
        Tables.bind(TableFile.ofVertices(file, InputOptions.NONE), TYPES), chunkBytes);
  }

  @Test
  void quotedCellsHoldDelimitersQuotesAndNewlines() {
    Tables.Content found =
        read("n,t,x\n1,\"a,\"\"b\"\"\nc\",2.5\r\n\"2\",Zürich 🚲,\n3,\"\",1e3\n4,,\n", 1 << 20);
    assertEquals(List.of(), found.problems());
    assertEquals(Optional.of("a,\"b\"\nc"), found.rows().get(0).get(1));
    assertEquals(Optional.of("Zürich 🚲"), found.rows().get(1).get(1));
    assertEquals(Optional.empty(), found.rows().get(1).get(2));
    assertEquals(Optional.of(""), found.rows().get(2).get(1));
    assertEquals(Optional.empty(), found.rows().get(3).get(1));
  }

  @Test
  void theSizeOfChunksDoesNotMatter() {
    Random random = new Random(1);
    for (int i = 0; i < 60; i++) {
      String text = "n,t,x\n" + messy(random, 40);
      Tables.Content whole = read(text, 1 << 20);
      for (int chunkBytes : new int[] {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144}) {
        assertEquals(whole, read(text, chunkBytes), "chunks of " + chunkBytes + " of\n" + text);
      }
    }
  }

  @Test
  void noInputBreaksTheReader() {
    Random random = new Random(2);
    for (int i = 0; i < 6; i++) {
      byte[] bytes = ("n,t,x\n" + messy(random, 15)).getBytes(StandardCharsets.UTF_8);
      for (int length = 1; length <= bytes.length; length++) {
        readAnything(Arrays.copyOf(bytes, length));
      }
      for (int flip = 0; flip < 150; flip++) {
        byte[] flipped = bytes.clone();
        flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        readAnything(flipped);
      }
    }
  }

  private void readAnything(byte[] bytes) {
    Path file = Tables.write(directory, "broken.csv", bytes);
    try {
      TableFile table = TableFile.ofVertices(file, InputOptions.NONE);
      List<PropertyType> types = TYPES.subList(0, Math.min(3, table.columns().size()));
      Tables.Content found = Tables.read(Tables.bind(table, types), 16);
      for (Problem problem : found.problems()) {
        assertTrue(problem.offset() < bytes.length);
        assertTrue(!problem.reason().isEmpty());
      }
    } catch (LoadException expected) {
      assertTrue(String.valueOf(expected.getMessage()).startsWith(file.toString()));
    }
  }

  /// Records of which some are good, some have bad cells and some are no records at all.
  private static String messy(Random random, int records) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < records; i++) {
      switch (random.nextInt(12)) {
        case 0 -> text.append("\n");
        case 1 -> text.append("x,\"").append("y\n".repeat(random.nextInt(4))).append("\",1.5\n");
        case 2 -> text.append("1,2\n");
        case 3 -> text.append("1,\"a\"b,2\n");
        case 4 -> text.append("-12345678901234567890,t,1\n");
        case 5 ->
            text.append(random.nextLong()).append(",t,").append(random.nextInt()).append("\r\n");
        default ->
            text.append(random.nextInt(100_000))
                .append(",\"")
                .append("ü,\"\"\n".repeat(random.nextInt(3)))
                .append("\",")
                .append(random.nextGaussian())
                .append("\n");
      }
    }
    if (random.nextInt(4) == 0) text.append("7,\"open\n1,2,3\n");
    if (random.nextInt(2) == 0) text.append("8,end,2");
    return text.toString();
  }

  @Test
  void aProblemSaysWhereItIs() {
    String text = "n,t,x\n1,\"two\nlines\",1\n2,a\n3,b,x\ny,c,1\n";
    Tables.Content found = read(text, 1 << 20);
    Path file = directory.resolve("t.csv");
    List<String> problems =
        found.problems().stream()
            .map(p ->
                new LineFinder.OfText(TextFile.open(file)).lineAt(p.offset())
                    + " "
                    + p.name()
                    + ": "
                    + p.message())
            .toList();
    assertEquals(
        List.of(
            "4 : the record has 2 cells, expected 3; correct it, or leave such records out with --bad-records skip",
            "5 x: 'x' is not a double; correct it, give the column another type (#types=x:…), or leave such records out with --bad-records skip",
            "6 n: 'y' is not an int64; correct it, give the column another type (#types=n:…), or leave such records out with --bad-records skip"),
        problems);
  }

  @Test
  void aQuoteThatIsNeverClosedIsOneProblem() {
    Tables.Content found = read("n,t,x\n1,a,1\n2,\"open,1\n3,b,1\n", 4);
    assertEquals(1, found.rows().size());
    assertEquals(1, found.problems().size());
    assertEquals(
        "'open,1\n3,b,1\n' begins with a quote that is never closed; double the quotes inside of cells, or read quotes as they are with #quote=none",
        found.problems().getFirst().message());
  }

  @Test
  void quotesCanBeReadAsTheyAre() {
    Path file = Tables.write(directory, "q.csv", "n,t,x\n1,\"a,2\n3,b\"c\",4\n");
    TableFile table = TableFile.ofVertices(file, InputOptions.parse("quote=none"));
    Tables.Content found = Tables.read(Tables.bind(table, TYPES), 8);
    assertEquals(Optional.of("\"a"), found.rows().get(0).get(1));
    assertEquals(Optional.of("b\"c\""), found.rows().get(1).get(1));
  }

  @Test
  void blanksOfAnyKindSeparateTheCellsOfAnEdgeList() {
    Path file =
        Tables.write(directory, "e.txt", "# comment\n%also\n\n1 2\n  3\t \t4  \r\n5   6\n#end");
    TableFile table = TableFile.ofVertices(file, InputOptions.NONE);
    List<PropertyType> types = List.of(PropertyType.INT64, PropertyType.INT64);
    for (int chunkBytes : new int[] {1, 7, 1000}) {
      Tables.Content found = Tables.read(Tables.bind(table, types), chunkBytes);
      assertEquals(List.of(), found.problems());
      assertEquals("[[1, 2], [3, 4], [5, 6]]", plain(found));
    }
  }

  private static String plain(Tables.Content content) {
    return content.rows().stream()
        .map(row -> row.stream().map(cell -> cell.orElse("-")).toList())
        .toList()
        .toString();
  }

  @Test
  void textThatIsNotUtf8IsABadCell() {
    byte[] bytes = "n,t,x\n1,?,2\n".getBytes(StandardCharsets.UTF_8);
    bytes[8] = (byte) 0xe4;
    Path file = Tables.write(directory, "latin1.csv", bytes);
    Tables.Content found =
        Tables.read(Tables.bind(TableFile.ofVertices(file, InputOptions.NONE), TYPES), 100);
    assertEquals(0, found.rows().size());
    assertEquals("is not UTF-8", found.problems().getFirst().reason());
  }

  @Test
  void aFileThatShrinksWhileItIsReadIsNamed() throws Exception {
    Path file = Tables.write(directory, "s.csv", "n,t,x\n" + "1,a,2\n".repeat(100));
    BoundFile bound = Tables.bind(TableFile.ofVertices(file, InputOptions.NONE), TYPES);
    try (TableScan scan = new TableScan(List.of(bound), 64)) {
      ChunkReader reader = new ChunkReader(List.of(bound));
      assertTrue(reader.read(scan));
      try (var channel =
          java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
        channel.truncate(80);
      }
      LoadException failure = assertThrows(LoadException.BadFile.class, () -> drain(reader, scan));
      assertEquals(
          file + ": got shorter while it was read; load it again when nobody writes to it",
          failure.getMessage());
    }
  }

  private static void drain(ChunkReader reader, TableScan scan) {
    boolean more = true;
    while (more) more = reader.read(scan);
  }

  @Test
  void aCellCanBeLookedUpOnceMore() {
    String text = "n,t,x\n1,\"a\nb\",1\n2,c,2\nbad,d,3\n3,e,4\n";
    Path file = Tables.write(directory, "again.csv", text);
    BoundFile bound = Tables.bind(TableFile.ofVertices(file, InputOptions.NONE), TYPES);
    ChunkReader reader = new ChunkReader(List.of(bound));
    reader.read(new Chunk(0, 6, text.length() - 6));
    assertEquals(3, reader.batch().rows());
    assertEquals("a\nb", reader.cell(0, 1));
    assertEquals("3", reader.cell(2, 0));
    assertEquals("e", reader.cell(2, 1));
    assertEquals(6, new LineFinder.OfText(TextFile.open(file)).lineAt(reader.batch().offset(2)));
  }
}
