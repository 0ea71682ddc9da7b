package io.pergola.builder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.PropertyType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableHeadTest {
  @TempDir Path directory;

  private TableFile open(String name, String text, String options) {
    return TableFile.ofVertices(Tables.write(directory, name, text), InputOptions.parse(options));
  }

  private String failure(String name, String text, String options) {
    LoadException thrown =
        assertThrows(LoadException.BadFile.class, () -> open(name, text, options));
    return String.valueOf(thrown.getMessage()).replace(directory.toString(), "");
  }

  @Test
  void theDelimiterOfACsvFileIsTheOneThatItsFirstLineHasMostOf() {
    assertEquals(List.of("a", "b", "c"), open("a.csv", "a,b,c\n1,2,3\n", "").columns());
    assertEquals(List.of("a", "b,x", "c"), open("a.csv", "a;b,x;c\n1;2;3\n", "").columns());
    assertEquals(List.of("a", "b"), open("a.csv", "a|b\n", "").columns());
    assertEquals(List.of("a", "b;c"), open("a.csv", "a\t\"b;c\"\n", "").columns());
    assertEquals(List.of("only"), open("a.csv", "only\n1\n", "").columns());
    assertEquals(List.of("a,b"), open("a.csv", "a,b\n1\n", "delimiter=semicolon").columns());
  }

  @Test
  void aFirstLineWithANumberIsNoHeader() {
    assertTrue(open("a.csv", "x,y\n1,2\n", "").header());
    assertFalse(open("a.csv", "1,2\n3,4\n", "").header());
    assertFalse(open("a.csv", "bob,2.5\n", "").header());
    assertTrue(open("a.csv", "1,2\n3,4\n", "header=true").header());
    assertEquals(List.of("0", "1"), open("a.csv", "a,b\n", "header=false").columns());
    assertFalse(open("a.txt", "a b\nb c\n", "").header());
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheFirstName() {
    assertEquals(List.of("id", "x"), open("a.csv", "\ufeffid,x\n", "").columns());
  }

  @Test
  void namesMayBeQuotedAndSpanLines() {
    assertEquals(List.of("a,b", "c"), open("a.csv", "\"a,b\", c\r\n", "").columns());
    assertEquals(List.of("a", "c\nd"), open("b.csv", "a,\"c\nd\"\n1,2\n", "").columns());
  }

  @Test
  void anEdgeListMayBeSeparatedByCommas() {
    assertEquals(2, open("a.txt", "# x\n1,2\n", "").columns().size());
    assertEquals(3, open("a.wel", "1 2 0.5\n", "").columns().size());
    assertFalse(open("a.el", "# nothing\n", "").hasSample());
  }

  @Test
  void typesAreGuessedFromTheSample() {
    TableFile file =
        open(
            "t.csv",
            """
            i,d,b,day,t,n,s,zip,none,big
            1,1,true,2001-02-03,2001-02-03,2001-02-03 04:05:06.123456789,x,01234,,1
            -2,2.5,FALSE,2001-02-04,2001-02-03 04:05:06.5Z,2001-02-03,1,2,,9223372036854775808
            ,nan,,,,,,,,
            """,
            "");
    List<Optional<PropertyType>> types =
        java.util.stream.IntStream.range(0, 10).mapToObj(file::guessProperty).toList();
    assertEquals(
        List.of(
            Optional.of(PropertyType.INT64),
            Optional.of(PropertyType.DOUBLE),
            Optional.of(PropertyType.BOOL),
            Optional.of(PropertyType.DATE),
            Optional.of(PropertyType.TIMESTAMP_US),
            Optional.of(PropertyType.TIMESTAMP_NS),
            Optional.of(PropertyType.STRING),
            Optional.of(PropertyType.STRING),
            Optional.empty(),
            Optional.of(PropertyType.DOUBLE)),
        types);
  }

  @Test
  void idsAreNumbersOrTexts() {
    TableFile file = open("t.csv", "a,b,c,d\n1,1.0,007,99999999999999999999\n-5,2,8,1\n", "");
    assertEquals(PropertyType.INT64, file.guessIds(0));
    assertEquals(PropertyType.STRING, file.guessIds(1));
    assertEquals(PropertyType.STRING, file.guessIds(2));
    assertEquals(PropertyType.INT64, file.guessIds(3));
  }

  @Test
  void aColumnIsFoundByNameThenByPosition() {
    TableFile file = open("t.csv", "1,b\nx,y\n", "header=true");
    assertEquals(Optional.of(0), file.find("1"));
    assertEquals(Optional.of(0), file.find("0"));
    assertEquals(Optional.of(1), file.find("b"));
    assertEquals(Optional.empty(), file.find("2"));
    LoadException missing =
        assertThrows(LoadException.BadFile.class, () -> file.position("weight"));
    assertEquals(
        file.path() + ": there is no column 'weight'; there are [1, b]", missing.getMessage());
  }

  @Test
  void headsThatMakeNoSenseAreNamed() {
    assertEquals(
        "/a.csv: is empty, expected at least a header or a record", failure("a.csv", "", ""));
    assertEquals(
        "/a.csv: holds nothing but empty lines; expected a header",
        failure("a.csv", "\n\n", "header=true"));
    assertEquals("/a.csv: two columns are named 'x'; rename one", failure("a.csv", "x,y,x\n", ""));
    assertEquals(
        "/a.csv: column 1 has no name in the header [x, , z]; name it",
        failure("a.csv", "x,,z\n", ""));
    assertEquals(
        "/a.csv: is not UTF-8 text: it looks like UTF-16 or a binary file; convert it to UTF-8",
        failure("a.csv", "x\0y\n", ""));
    assertEquals(
        "/a.orc: '.orc' files can't be loaded; convert it to CSV or Parquet. If it is text after all, say so with #format=csv",
        failure("a.orc", "x", ""));
  }

  @Test
  void utf16IsNotTakenForText() {
    Path file = Tables.write(directory, "u.csv", "x,y\n".getBytes(StandardCharsets.UTF_16LE));
    assertThrows(LoadException.BadFile.class, () -> TableFile.ofVertices(file, InputOptions.NONE));
  }

  @Test
  void filesThatCanNotBeOpenedAreNamed() {
    Path missing = directory.resolve("missing.csv");
    LoadException thrown =
        assertThrows(
            LoadException.BadFile.class, () -> TableFile.ofVertices(missing, InputOptions.NONE));
    assertTrue(
        String.valueOf(thrown.getMessage())
            .startsWith(missing + ": there is no such file; the path is relative to "));
    assertEquals(
        directory + ": is a directory, expected a file; name a file in it",
        assertThrows(
                LoadException.BadFile.class,
                () -> TableFile.ofVertices(directory, InputOptions.NONE))
            .getMessage());
  }

  @Test
  void aDeviceIsNotReadAsAFile() {
    LoadException thrown =
        assertThrows(
            LoadException.BadFile.class,
            () -> TableFile.ofVertices(Path.of("/dev/null"), InputOptions.NONE));
    assertEquals(
        "/dev/null: is a pipe or a device, expected a file; write its content to a file first",
        thrown.getMessage());
  }

  @Test
  void aHeaderLongerThanTheFirstReadIsFound() {
    String name = "n".repeat(3 << 20);
    assertEquals(List.of(name, "x"), open("long.csv", name + ",x\n1,2\n", "").columns());
  }
}
