package io.pergola.builder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.PropertyType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each format of our own, damaged. Cut off at any byte up to 4 KiB, what stands before the cut is
/// read as if the rest were there, or the file is refused by name. With random changes it is read
/// or refused alike, in whatever pieces it is read.
class DamagedTextTest {
  private static final int MOST = 4 << 10;
  private static final int ROUNDS = Integer.getInteger("pergola.rounds", 100);

  /// What parsers trip over.
  private static final String SPECIAL = "\"\",\n\r\t |;#%-+.0\0\\\u00ff";

  @TempDir Path directory;

  /// @param record repeated, with numbers for `%d`
  record Sample(String name, String options, String head, String record) {
    byte[] bytes() {
      StringBuilder text = new StringBuilder(head);
      for (int i = 1; text.length() < MOST; i++) {
        text.append(record.replace("%d", Integer.toString(i * 37 % 1000)));
      }
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return name + options;
    }
  }

  static Stream<Sample> samples() {
    return Stream.of(
        new Sample(
            "a.csv", "", "id,to,note,since,w\n", "%d,%d,\"a \"\"b\"\"\r\nü\",2001-02-03,0.5\r\n"),
        new Sample("b.csv", "header=false", "", "%d,%d,x\n"),
        new Sample(
            "ldbc.csv", "", "Person.id|Person.id|at\n", "%d|%d|2010-01-03T15:10:31.499+0000\n"),
        new Sample("c.tsv", "", "id\tto\tname\n", "%d\t%d\t\"é\tè\"\n"),
        new Sample("d.txt", "", "# SNAP\n", "%d\t%d\n"),
        new Sample("e.el", "", "", "%d %d\n"),
        new Sample("f.wel", "", "% GAP\n", "%d  %d 1.5e3\r\n"),
        new Sample("g.v", "", "", "%d\n"),
        new Sample("h.e", "", "", "%d %d 0.25\n"),
        new Sample(
            "i.mtx",
            "",
            "%%MatrixMarket matrix coordinate real general\n999 999 500\n",
            "%d %d 1e-3\n"),
        new Sample(
            "nodes.csv", "", "id:ID(P),name,age:int,:LABEL\n", "%d,\"Ann, \"\"A\"\"\",%d,P;Q\n"),
        new Sample(
            "rels.csv", "format=neo4j", ":START_ID,:END_ID,:TYPE,w:double\n", "%d,%d,KNOWS,0.5\n"),
        new Sample(
            "v.csv", "", "~id,~label,name:String,age:Int(single)\n", "v%d,person,\"A\nn\",%d\n"),
        new Sample(
            "e.csv",
            "format=neptune",
            "~id,~from,~to,~label,since:Date\n",
            "e%d,v1,v%d,lives,2020-01-02T03:04:05Z\n"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatStandsBeforeACutIsReadAsIfTheRestWereThere(Sample sample) throws IOException {
    byte[] whole = sample.bytes();
    Path file = Tables.write(directory, sample.name(), whole);
    InputOptions options = InputOptions.parse(sample.options());
    List<PropertyType> types = types(TableFile.ofVertices(file, options));
    Tables.Content all = Tables.read(Tables.bind(TableFile.ofVertices(file, options), types), 512);
    assertEquals(List.of(), all.problems());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int length = MOST - 1; length >= 0; length--) {
        channel.truncate(length);
        check(file, options, types, all, length);
      }
    }
  }

  /// As the loader would guess them from the whole.
  private static List<PropertyType> types(TableFile file) {
    return java.util.stream.IntStream.range(0, file.columns().size())
        .mapToObj(i -> file.type(i).or(() -> file.guessProperty(i)).orElse(PropertyType.STRING))
        .toList();
  }

  private static void check(
      Path file, InputOptions options, List<PropertyType> types, Tables.Content all, int length) {
    String where = file.getFileName() + " cut at " + length;
    TableFile table;
    Tables.Content found;
    try {
      table = TableFile.ofVertices(file, options);
      if (table.columns().size() != types.size()) return; // the header is cut
      found = Tables.read(Tables.bind(table, types), 512);
    } catch (LoadException refused) {
      assertTrue(String.valueOf(refused.getMessage()).startsWith(file.toString()), where);
      return;
    }
    // the last one may be torn
    for (int row = 0; row < found.rows().size() - 1; row++) {
      assertEquals(all.rows().get(row), found.rows().get(row), where);
    }
    assertTrue(found.problems().size() <= 1, where + ": " + found.problems());
    long complete = all.offsets().stream().filter(offset -> offset < length).count();
    assertTrue(found.rows().size() + found.problems().size() >= complete - 1, where);
    for (Problem problem : found.problems()) assertTrue(problem.offset() < length, where);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void randomChangesEndAlikeInWhateverPiecesTheyAreRead(Sample sample) {
    InputOptions options = InputOptions.parse(sample.options());
    byte[] whole = sample.bytes();
    List<PropertyType> types =
        types(TableFile.ofVertices(Tables.write(directory, sample.name(), whole), options));
    for (int seed = 0; seed < ROUNDS; seed++) {
      Path file = Tables.write(directory, sample.name(), changed(whole, new Random(seed)));
      Object found = outcome(file, options, types, 1 << 20);
      for (int chunkBytes : new int[] {1, 64, 777}) {
        assertEquals(
            found,
            outcome(file, options, types, chunkBytes),
            "seed " + seed + ", chunks of " + chunkBytes);
      }
    }
  }

  private static byte[] changed(byte[] whole, Random random) {
    byte[] bytes = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
    for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) SPECIAL.charAt(random.nextInt(SPECIAL.length()));
        default -> System.arraycopy(bytes, at, bytes, at / 2, Math.min(40, bytes.length - at));
      }
    }
    return bytes;
  }

  /// What was read, or why nothing was.
  private static Object outcome(
      Path file, InputOptions options, List<PropertyType> types, int chunkBytes) {
    try {
      TableFile table = TableFile.ofVertices(file, options);
      List<PropertyType> own =
          table.columns().size() == types.size()
              ? types
              : Collections.nCopies(table.columns().size(), PropertyType.STRING);
      return Tables.read(Tables.bind(table, own), chunkBytes);
    } catch (LoadException refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}
