package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.github.luben.zstd.Zstd;
import io.pergola.builder.input.LoadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Whatever a file holds, a load makes a graph of it or ends in a typed error, and leaves nothing.
class MalformedFilesTest extends Loading {
  private static final Path FILES = Path.of("src/test/resources/formats");
  private static final int CUTS = 64;

  private final Random random = new Random(11);

  /// Loads what may be garbage as edges.
  private void attempt(String name, byte[] bytes, String what) throws IOException {
    Files.write(directory.resolve(name), bytes);
    edges.clear();
    edges.add("e=" + name);
    try {
      LoadResult result = load();
      store.inspect(result, fragments -> assertTrue(!fragments.isEmpty()));
      store.remove("g", result);
    } catch (LoadException expected) {
      assertTrue(!String.valueOf(expected.getMessage()).isBlank(), what);
    } catch (RuntimeException | Error other) {
      fail(what + ": " + other, other);
    }
    store.assertEmpty();
  }

  private static byte[] text(String pattern, int size) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < size; i++) {
      text.append(pattern.replace("%d", Integer.toString(i * 37 % 1000)));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] head(String head, String record) {
    byte[] records = text(record, 500);
    byte[] all =
        Arrays.copyOf(head.getBytes(StandardCharsets.UTF_8), head.length() + records.length);
    System.arraycopy(records, 0, all, head.length(), records.length);
    return all;
  }

  private List<byte[]> plainFiles() {
    return List.of(
        text("%d,%d,\"a \"\"b\"\"\n c\",2001-02-03,0.5\n", 1500),
        text("%d %d 1.5e3\n", 600),
        text("# note\n%d\t%d\n", 600),
        head(":START_ID,:END_ID,:TYPE,w:double\n", "%d,%d,KNOWS,0.5\n"),
        head("~id,~from,~to,~label,at:Date\n", "e%d,v1,v%d,e,2020-01-02T03:04:05Z\n"),
        head("%%MatrixMarket matrix coordinate real general\n999 999 9\n", "%d %d 0.5\n"));
  }

  private static final List<String> NAMES =
      List.of("t.csv", "t.wel", "t.txt", "rels.csv", "e.csv", "t.mtx");

  /// Of the head each; of the records see `DamagedTextTest`.
  @Test
  void ourFormatsMayEndAnywhere() throws IOException {
    for (int kind = 0; kind < NAMES.size(); kind++) {
      byte[] whole = plainFiles().get(kind);
      for (int length = 0; length <= whole.length; length += length < 200 ? 1 : 17) {
        attempt(
            NAMES.get(kind), Arrays.copyOf(whole, length), NAMES.get(kind) + " cut at " + length);
      }
    }
  }

  @Test
  void ourParsersTakeFlippedBits() throws IOException {
    for (int kind = 0; kind < NAMES.size(); kind++) {
      for (int i = 0; i < 60; i++) {
        byte[] bytes = plainFiles().get(kind);
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        attempt(NAMES.get(kind), bytes, NAMES.get(kind) + " flipped, " + i);
      }
    }
  }

  @Test
  void librariesTakeRandomCutsAndFlippedBits() throws IOException {
    List<String> names = new ArrayList<>();
    try (var files = Files.list(FILES)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".csv") && !name.endsWith(".py"))
          .sorted()
          .forEach(names::add);
    }
    assertTrue(names.size() >= 7);
    for (String name : names) {
      byte[] whole = Files.readAllBytes(FILES.resolve(name));
      for (int i = 0; i < CUTS; i++) {
        int length = random.nextInt(whole.length);
        attempt(name, Arrays.copyOf(whole, length), name + " cut at " + length);
        byte[] flipped = whole.clone();
        int at = random.nextInt(whole.length);
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        attempt(name, flipped, name + " flipped at " + at);
      }
    }
  }

  @Test
  void importersAndArchivesTakeRandomCuts() throws IOException {
    byte[] csv = text("%d,%d,x\n", 3000);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(csv);
    }
    byte[] graphml =
        "<graphml><key id='k' for='edge' attr.name='w' attr.type='int'/><graph edgedefault='directed'><node id='a'/><node id='b'/><edge source='a' target='b'><data key='k'>5</data></edge></graph></graphml>"
            .getBytes(StandardCharsets.UTF_8);
    byte[] gml =
        "graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]"
            .getBytes(StandardCharsets.UTF_8);
    byte[] dot = "digraph g { a -> b [w=2]; b -> c; }".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < CUTS; i++) {
      cut("t.csv.gz", packed.toByteArray());
      cut("t.csv.zst", Zstd.compress(csv));
      cut("t.graphml", graphml);
      cut("t.gml", gml);
      cut("t.dot", dot);
    }
  }

  private void cut(String name, byte[] whole) throws IOException {
    int length = 1 + random.nextInt(whole.length);
    attempt(name, Arrays.copyOf(whole, length), name + " cut at " + length);
  }

  @Test
  void otherEncodingsAreRefusedOrReadAsTheyAre() throws IOException {
    String text = "a,b\nä,ö\n";
    attempt("t.csv", text.getBytes(StandardCharsets.UTF_16), "UTF-16");
    attempt("t.csv", text.getBytes(StandardCharsets.UTF_16LE), "UTF-16 without a mark");
    attempt("t.csv", text.getBytes(StandardCharsets.ISO_8859_1), "Latin 1");
  }

  @Test
  void aLineOfAGibibyteEndsInBoundedMemory() throws IOException {
    Path file = file("t.csv", "a,b\n1," + "x".repeat(2 << 20));
    try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
      holes.setLength(1 << 30);
    }
    edges.add("e=t.csv");
    String message = failure(LoadException.BadFile.class);
    assertTrue(message.contains("has a record of more than 134217728 bytes"), message);
  }

  @Test
  void bombsEndInBoundedMemory() throws IOException {
    // 1 GiB in one line, packed into a few hundred kilobytes
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, (byte) 'x');
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("a,b\n1,".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 1024; i++) gzip.write(block);
    }
    Files.write(directory.resolve("t.csv.gz"), packed.toByteArray());
    edges.add("e=t.csv.gz");
    String message = failure(LoadException.BadFile.class);
    assertTrue(message.contains("has a record of more than 134217728 bytes"), message);
  }
}
