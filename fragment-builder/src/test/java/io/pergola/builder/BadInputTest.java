package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.builder.input.LoadException;
import io.pergola.store.StoreException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Each kind of bad input gets a message that says what, where and what to do, and leaves nothing.
class BadInputTest extends Loading {
  @Test
  void aMissingFile() {
    edges.add("e=missing.csv");
    assertTrue(
        failure(LoadException.BadFile.class)
            .startsWith("missing.csv: there is no such file; the path is relative to "));
  }

  @Test
  void aDirectory() throws Exception {
    java.nio.file.Files.createDirectory(directory.resolve("d.csv"));
    edges.add("e=d.csv");
    assertEquals(
        "d.csv: is a directory, expected a file; name a file in it",
        failure(LoadException.BadFile.class));
  }

  @Test
  void aFileThatCantBeRead() throws Exception {
    // attributes of a device that has none of them: a file of 4096 bytes whose every read fails
    Path broken = Path.of("/sys/class/net/lo/speed");
    Path locked = file("locked", "1 2\n");
    assertTrue(locked.toFile().setReadable(false, false));
    Path loop = directory.resolve("loop");
    java.nio.file.Files.createSymbolicLink(loop, loop);
    for (String format : List.of("csv", "edgelist", "mtx", "parquet", "arrow", "graphml")) {
      assertUnreadable(broken, format, "can't be read: Invalid argument");
      assertUnreadable(loop, format, "Too many levels of symbolic links");
      // who may do everything may read it nevertheless
      if (!java.nio.file.Files.isReadable(locked)) {
        assertUnreadable(locked, format, "can't be read: permission denied");
      }
    }
  }

  private void assertUnreadable(Path path, String format, String reason) {
    List<EdgeInput> input = List.of(EdgeInput.parse("e=" + path + "#format=" + format));
    LoadException.BadFile thrown =
        assertThrows(
            LoadException.BadFile.class,
            () -> store.load(new LoadSpec("g", List.of(), input, options)),
            format);
    assertTrue(
        String.valueOf(thrown.getMessage()).matches(path + ": .*" + reason + ".*"),
        thrown.getMessage());
    store.assertEmpty();
  }

  @Test
  void anEmptyFile() {
    file("e.csv", "");
    edges.add("e=e.csv");
    assertEquals(
        "e.csv: is empty, expected at least a header or a record",
        failure(LoadException.BadFile.class));
  }

  @Test
  void aWrongDelimiter() {
    file("e.csv", "src;dst\n1;2\n");
    edges.add("e=e.csv#delimiter=comma");
    assertEquals(
        "e.csv: has one column, 'src;dst', but edges need two: source and destination. Cells were taken to be separated by ','; if they are not, give #delimiter=…",
        failure(LoadException.BadFile.class));
  }

  @Test
  void aMissingColumn() {
    file("e.csv", "origin,destination\n1,2\n");
    edges.add("e=e.csv#src=orig");
    assertEquals(
        "e.csv: there is no column 'orig'; there are [origin, destination]",
        failure(LoadException.BadFile.class));
  }

  @Test
  void aTypeForAMissingColumn() {
    file("e.csv", "1,2\n");
    edges.add("e=e.csv#types=2:int32");
    assertEquals(
        "e.csv: there is no column '2'; there are 2, counted from 0",
        failure(LoadException.BadFile.class));
  }

  @Test
  void anUnparsableCell() {
    file("v.csv", "id,note,born\n1,\"two\nlines\",2001-01-01\n2,x,yesterday\n");
    vertices.add("v=v.csv#types=born:date");
    LoadException thrown = assertThrows(LoadException.BadRecord.class, this::load);
    assertEquals(OptionalLong.of(4), thrown.line());
    assertEquals(Optional.of("born"), thrown.column());
    assertEquals(Optional.of(directory.resolve("v.csv")), thrown.file());
    assertEquals(
        "v.csv:4: column 'born': 'yesterday' is not a date (YYYY-MM-DD or YYYY/MM/DD); correct it, give the column another type (#types=born:…), or leave such records out with --bad-records skip",
        failure(LoadException.BadRecord.class));
  }

  @Test
  void aWeightThatIsNoNumber() {
    file("g.e", "1 2 0.5\n2 1 heavy\n");
    edges.add("e=g.e");
    assertTrue(
        failure(LoadException.BadRecord.class)
            .startsWith("g.e:2: column '2': 'heavy' is not a double; "));
  }

  @Test
  void aRaggedRecord() {
    file("e.csv", "a,b,c\n1,2,3\n1,2\n");
    edges.add("e=e.csv");
    assertEquals(
        "e.csv:3: the record has 2 cells, expected 3; correct it, or leave such records out with --bad-records skip",
        failure(LoadException.BadRecord.class));
  }

  @Test
  void anIdThatIsEmpty() {
    file("e.csv", "a,b\n1,2\n,3\n");
    edges.add("e=e.csv#types=a:int64");
    assertEquals(
        "e.csv:3: column 'a': '' is empty, but every record needs an id; correct it, or leave such records out with --bad-records skip",
        failure(LoadException.BadRecord.class));
  }

  @Test
  void anUnknownLabel() {
    file("v.csv", "id\n1\n");
    file("e.csv", "a,b\n1,1\n");
    vertices.add("v=v.csv");
    edges.add("e=e.csv#src_label=w&dst_label=v");
    assertEquals(
        "edges of 'e' (e.csv) join the vertex label 'w', which has no file; there are [v]. Give --vertices w=FILE, or take its vertices from the edges with #new_labels=true",
        failure(LoadException.BadOption.class));
  }

  @Test
  void aLabelThatIsNotSaid() {
    file("v.csv", "id\n1\n");
    file("e.csv", "a,b\n1,1\n");
    vertices.addAll(List.of("v=v.csv", "w=v.csv"));
    edges.add("e=e.csv#src_label=v");
    assertEquals(
        "edges of 'e' (e.csv) may join any of the vertex labels [v, w]; say which with #dst_label=…",
        failure(LoadException.BadOption.class));
  }

  @Test
  void aDanglingEdge() {
    file("v.csv", "id,name\n1,\"a\nb\"\n2,c\n");
    file("e.csv", "a,b,note\n1,2,\"x\ny\"\n2,3,z\n1,9,z\n");
    vertices.add("v=v.csv");
    edges.add("e=e.csv");
    assertEquals(
        "e.csv:4: column 'b': '3' is not the id of a vertex of 'v'; add the vertex to its file, or leave such records out with --bad-records skip",
        failure(LoadException.BadRecord.class));
  }

  @Test
  void aDanglingEdgeBetweenTexts() {
    file("v.csv", "id\na\n");
    file("e.csv", "s,d\na,a\nb,a\n");
    vertices.add("v=v.csv");
    edges.add("e=e.csv");
    assertTrue(
        failure(LoadException.BadRecord.class)
            .startsWith("e.csv:3: column 's': 'b' is not the id of a vertex of 'v'; "));
  }

  @Test
  void aDuplicateVertex() {
    file("v.csv", "id,name\n7,\"a\n\"\n8,b\n\n7,c\n");
    vertices.add("v=v.csv");
    assertEquals(
        "v.csv:6: column 'id': '7' is the id of an earlier vertex, and ids are unique; give each vertex its own id, or leave such records out with --bad-records skip: then the first one wins",
        failure(LoadException.BadRecord.class));
  }

  @Test
  void aDuplicateVertexInAnotherFile() {
    file("v.csv", "id\nx\ny\n");
    file("w.csv", "id\nz\nx\n");
    vertices.addAll(List.of("v=v.csv", "v=w.csv"));
    assertTrue(
        failure(LoadException.BadRecord.class)
            .startsWith("w.csv:3: column 'id': 'x' is the id of an earlier vertex"));
  }

  @Test
  void idsThatOverflow() {
    file("e.csv", "a,b\n1,2\n1,9223372036854775808\n");
    edges.add("e=e.csv");
    assertEquals(
        "e.csv:3: column 'b': '9223372036854775808' is out of the range of int64 (-9223372036854775808 to 9223372036854775807); correct it, give the column another type (#types=b:…), or leave such records out with --bad-records skip",
        failure(LoadException.BadRecord.class));
    edges.set(0, "e=e.csv#types=a:int32");
    assertTrue(failure(LoadException.BadRecord.class).contains("is out of the range of int32"));
  }

  @Test
  void moreDataThanTheStoreHolds() {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 20_000; i++) text.append(i).append(',').append(i + 1).append(",3\n");
    file("e.csv", text.toString());
    edges.add("e=e.csv");
    try (TestStore small = new TestStore(1 << 17)) {
      StoreException thrown = assertThrows(StoreException.Full.class, () -> small.load(spec()));
      String message = String.valueOf(thrown.getMessage());
      assertTrue(
          message.endsWith(
              "; the graph does not fit into the store: remove other graphs, or give the store more room (pergola serve --size)"),
          message);
      small.assertEmpty();
    }
  }

  @Test
  void moreDataThanMemoryWithoutADirectoryForTheRest() {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 20_000; i++) text.append(i).append(',').append(i + 1).append(",3\n");
    file("e.csv", text.toString());
    edges.add("e=e.csv");
    Path nowhere = directory.resolve("nowhere");
    options = options.withLimits(options.limits().withMemoryBytes(1 << 17).withScratch(nowhere));
    String message = failure(LoadException.TooLarge.class);
    assertTrue(
        message.contains("MiB more in nowhere, ")
            && message.endsWith("another disk with --scratch"),
        message);
  }

  @Test
  void aNameThatIsTaken() {
    file("e.csv", "a,b\n1,2\n");
    edges.add("e=e.csv");
    LoadResult first = load();
    StoreException thrown = assertThrows(StoreException.Exists.class, this::load);
    assertEquals(
        "there is a graph named 'g'; take another name, or replace it with --replace",
        thrown.getMessage());
    store.remove("g", first);
    store.assertEmpty();
  }

  @Test
  void filesOfALabelThatHaveOtherColumns() {
    file("e.csv", "a,b,x\n1,2,3\n");
    file("f.csv", "a,b,y\n1,2,3\n");
    edges.addAll(List.of("e=e.csv", "e=f.csv"));
    assertEquals(
        "f.csv: has the properties [y], but e.csv has [x] (missing here: [x]); all files of label 'e' have the same ones",
        failure(LoadException.BadFile.class));
  }

  @Test
  void typesThatContradictEachOther() {
    file("e.csv", "a,b,x\n1,2,3\n");
    edges.addAll(List.of("e=e.csv#types=x:int32", "e=e.csv#types=x:double"));
    assertEquals(
        "property 'x' of 'e' is given as int32 and as double; give one type",
        failure(LoadException.BadOption.class));
    edges.clear();
    edges.add("e=e.csv#types=a:double");
    assertEquals(
        "the id of vertex label 'vertex' is given as double; ids are int64, int32 or string",
        failure(LoadException.BadOption.class));
  }

  @Test
  void sourceAndDestinationInOneColumn() {
    file("e.csv", "a,b\n1,2\n");
    edges.add("e=e.csv#src=b&dst=1");
    assertEquals(
        "e.csv: source and destination are the same column, 'b'; name two",
        failure(LoadException.BadFile.class));
  }

  @Test
  void aPropertyCalledLikeTheIdColumn() {
    file("v.csv", "id,oid\n1,2\n");
    vertices.add("v=v.csv");
    assertEquals(
        "vertex label 'v': a property is called 'oid', the name of the id column; rename it",
        failure(StoreException.Invalid.class));
  }

  @Test
  void argumentsThatMakeNoSense() {
    assertOption(
        "'people.csv': expected LABEL=FILE, such as person=people.csv#id=name",
        () -> VertexInput.parse("people.csv"));
    assertOption("label 'v' has no file", () -> VertexInput.parse("v=#id=x"));
    assertOption(
        "vertices of 'v': src, dst, src_label, dst_label and new_labels are options of edges; use id",
        () -> VertexInput.parse("v=f.csv#src=x"));
    assertOption(
        "edges of 'e': id is an option of vertices; use src and dst",
        () -> EdgeInput.parse("e=f.csv#id=x"));
    assertOption("a graph needs a name", () -> new LoadSpec(" ", List.of(), List.of(), options));
    assertOption(
        "nothing to load: give --vertices LABEL=FILE or --edges LABEL=FILE",
        () -> new LoadSpec("g", List.of(), List.of(), options));
    assertOption("0 fragments, expected 1 to 4096", () -> options.withFragments(0));
    assertOption("0 threads, expected 1 to 1024", () -> options.withThreads(0));
    assertOption("-1 bytes of memory, expected more than 0", () -> options.withMemoryBytes(-1));
    assertOption(
        "--bad-records report needs a file to write to: --report-file FILE",
        () -> options.withBadRecords(BadRecords.REPORT));
    assertOption(
        "'metis' is neither a partitioner nor a file; there are hash, range, ldg, fennel (ldg:edges and fennel:edges balance edges) and METIS partition files",
        () -> PartitionerKind.parse("metis"));
    assertOption(
        "'ignore' is not a policy for bad records; there are fail, skip and report",
        () -> BadRecords.parse("ignore"));
  }

  private static void assertOption(
      String message, org.junit.jupiter.api.function.Executable given) {
    assertEquals(message, assertThrows(LoadException.BadOption.class, given).getMessage());
  }

  @Test
  void theFirstBadRecordIsNamedWhateverTheNumberOfThreads() {
    StringBuilder text = new StringBuilder("a,b,c\n");
    for (int i = 0; i < 3_000; i++) text.append(i % 50 == 33 ? "1,x,2\n" : "1,2,3\n");
    file("e.csv", text.toString());
    edges.add("e=e.csv#types=b:int64");
    for (int threads = 1; threads <= 4; threads++) {
      options = options.withThreads(threads);
      LoadException thrown =
          assertThrows(LoadException.BadRecord.class, () -> store.load(spec(), 64));
      assertEquals(OptionalLong.of(35), thrown.line());
    }
  }
}
