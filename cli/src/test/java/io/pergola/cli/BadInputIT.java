package io.pergola.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Input that can't be loaded: each is refused in words that name the place, and leaves no object.
class BadInputIT {
  @TempDir static @Nullable Path directory;
  private static @Nullable Serving serving;

  @BeforeAll
  static void serve() {
    serving = Serving.start(requireNonNull(directory), "--size", "8Mi");
  }

  @AfterAll
  static void end() {
    requireNonNull(serving).close();
  }

  @AfterEach
  void nothingIsLeft() {
    requireNonNull(serving).assertEmpty();
  }

  @Test
  void aMissingFile() {
    load("--edges", "e=missing.csv").bad("missing.csv", "there is no such file");
  }

  @Test
  void aDirectory() throws IOException {
    Files.createDirectories(requireNonNull(directory).resolve("d.csv"));
    load("--edges", "e=d.csv").bad("d.csv", "directory");
  }

  @Test
  void anEmptyFile() throws IOException {
    write("empty.csv", "");
    load("--edges", "e=empty.csv").bad("empty.csv", "empty");
  }

  @Test
  void theWrongDelimiter() throws IOException {
    write("comma.csv", "a,b\n1,2\n");
    load("--edges", "e=comma.csv#delimiter=semicolon").bad("comma.csv", "column");
  }

  @Test
  void aMissingColumn() throws IOException {
    write("ab.csv", "a,b\n1,2\n");
    load("--edges", "e=ab.csv#src=a&dst=c").bad("ab.csv", "'c'", "a, b");
  }

  @Test
  void aCellThatIsNoNumber() throws IOException {
    write("cell.csv", "a,b,n\n1,2,3\n1,3,three\n");
    load("--edges", "e=cell.csv#types=n:int32").bad("cell.csv:3", "column 'n'", "'three'", "int32");
  }

  @Test
  void anUnknownLabel() throws IOException {
    write("v.csv", "id\n1\n");
    write("ab.csv", "a,b\n1,1\n");
    load("--vertices", "v=v.csv", "--edges", "e=ab.csv#src_label=w&dst_label=v").bad("w", "v");
  }

  @Test
  void anEdgeToNowhere() throws IOException {
    write("v.csv", "id\n1\n2\n");
    write("dangling.csv", "a,b\n1,2\n2,7\n");
    load("--vertices", "v=v.csv", "--edges", "e=dangling.csv").bad("dangling.csv:3", "7");
  }

  @Test
  void aVertexThatIsThereTwice() throws IOException {
    write("twice.csv", "id\n1\n2\n1\n");
    write("ab.csv", "a,b\n1,2\n");
    load("--vertices", "v=twice.csv", "--edges", "e=ab.csv").bad("twice.csv:4", "1");
  }

  @Test
  void anIdThatOverflows() throws IOException {
    write("large.csv", "a,b\n1,9223372036854775808\n");
    load("--edges", "e=large.csv#types=a:int64,b:int64").bad("large.csv:2", "9223372036854775808");
  }

  @Test
  void moreThanTheMemoryHolds() throws IOException {
    StringBuilder edges = new StringBuilder();
    for (int i = 0; i < 500_000; i++)
      edges.append(i).append(' ').append(i * 7 % 500_000).append('\n');
    write("many.txt", edges.toString());
    load("--edges", "e=many.txt").bad("8388608", "--size");
  }

  @Test
  void aCommandThatMakesNoSense() {
    requireNonNull(serving).run("load", "g", "--nonsense").bad("--nonsense", "--help");
    requireNonNull(serving).run("run", "sssp", "g").bad("--source");
    requireNonNull(serving).run("check", "nothing").bad("'nothing'", "pergola ls");
  }

  private static Command.Outcome load(String... sources) {
    String[] words = new String[sources.length + 2];
    words[0] = "load";
    words[1] = "g";
    System.arraycopy(sources, 0, words, 2, sources.length);
    return requireNonNull(serving).run(words);
  }

  private static void write(String name, String text) throws IOException {
    Files.writeString(requireNonNull(directory).resolve(name), text);
  }
}
