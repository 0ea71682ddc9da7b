package io.pergola.builder;

import io.pergola.builder.input.BoundFile;
import io.pergola.builder.input.ChunkReader;
import io.pergola.builder.input.LineFinder;
import io.pergola.builder.input.LoadException;
import io.pergola.builder.input.Problem;
import io.pergola.builder.stage.StagedChunk;
import io.pergola.builder.stage.StagedTable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Applies the policy for bad records: fails with the first, or counts them, or counts and lists
/// them in the report file (`file,line,column,value,reason`).
final class BadRecordLog implements AutoCloseable {
  private static final String LEAVE_OUT = "or leave such records out with --bad-records skip";

  private final BadRecords policy;
  private final @Nullable Writer report;
  private final Path reportFile;
  private long badRecords;
  private long duplicates;
  private long dangling;

  BadRecordLog(LoadOptions options) {
    this.policy = options.badRecords();
    this.reportFile = options.reportFile().orElse(Path.of(""));
    this.report = options.reportFile().isPresent() ? open(reportFile) : null;
  }

  private static Writer open(Path file) {
    try {
      Writer writer = Files.newBufferedWriter(file);
      writer.write("file,line,column,value,reason\n");
      return writer;
    } catch (IOException failure) {
      throw unwritable(file, failure);
    }
  }

  private static LoadException unwritable(Path file, IOException failure) {
    return new LoadException.BadFile(
        file, "the report can't be written: " + failure.getMessage(), failure);
  }

  /// Whether the first bad record ends the load.
  boolean failing() {
    return policy == BadRecords.FAIL;
  }

  LoadResult.Skipped skipped() {
    return new LoadResult.Skipped(badRecords, duplicates, dangling);
  }

  /// Records that could not be parsed, in input order.
  void badRecords(List<BoundFile> files, List<Problem> problems) {
    badRecords += problems.size();
    handle(files, problems);
  }

  /// Rows of a chunk whose ids were there before.
  void duplicates(StagedTable table, StagedChunk chunk, int[] rows) {
    duplicates += rows.length;
    if (rows.length == 0 || policy == BadRecords.SKIP) return;
    handle(
        table.files(),
        problems(
            table,
            chunk,
            rows,
            new int[rows.length],
            List.of("is the id of an earlier vertex, and ids are unique"),
            "give each vertex its own id, " + LEAVE_OUT + ": then the first one wins"));
  }

  /// Rows of a chunk whose edges have an end that is not there.
  ///
  /// @param ends which end: 0 source, 1 destination
  /// @param reasons by end
  void dangling(
      StagedTable table, StagedChunk chunk, int[] rows, int[] ends, List<String> reasons) {
    dangling += rows.length;
    if (rows.length == 0 || policy == BadRecords.SKIP) return;
    handle(
        table.files(),
        problems(table, chunk, rows, ends, reasons, "add the vertex to its file, " + LEAVE_OUT));
  }

  private void handle(List<BoundFile> files, List<Problem> problems) {
    if (problems.isEmpty() || policy == BadRecords.SKIP) return;
    if (policy == BadRecords.FAIL) throw failure(files, problems.getFirst());
    try {
      write(files, problems);
    } catch (IOException failure) {
      throw unwritable(reportFile, failure);
    }
  }

  private static LoadException failure(List<BoundFile> files, Problem problem) {
    Path path = files.get(problem.file()).file().path();
    try (LineFinder lines = files.get(problem.file()).file().lines()) {
      return new LoadException.BadRecord(
          path, lines.lineAt(problem.offset()), problem.name(), problem.message());
    }
  }

  private void write(List<BoundFile> files, List<Problem> problems) throws IOException {
    if (report == null) return;
    int at = 0;
    while (at < problems.size()) {
      int file = problems.get(at).file();
      Path path = files.get(file).file().path();
      try (LineFinder lines = files.get(file).file().lines()) {
        for (; at < problems.size() && problems.get(at).file() == file; at++) {
          report.write(line(path, lines.lineAt(problems.get(at).offset()), problems.get(at)));
        }
      }
    }
  }

  private static String line(Path path, long line, Problem problem) {
    return quote(path.toString())
        + ","
        + line
        + ","
        + quote(problem.name())
        + ","
        + quote(problem.value())
        + ","
        + quote(problem.reason())
        + "\n";
  }

  private static String quote(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /// Looks the rows up in their file once more.
  private List<Problem> problems(
      StagedTable table,
      StagedChunk chunk,
      int[] rows,
      int[] keys,
      List<String> reasons,
      String remedy) {
    BoundFile file = table.files().get(chunk.origin().file());
    List<Problem> problems = new ArrayList<>();
    try (ChunkReader reader = new ChunkReader(table.files())) {
      reader.read(chunk.origin());
      for (int i = 0; i < rows.length && (i == 0 || !failing()); i++) {
        problems.add(
            new Problem(
                chunk.origin().file(),
                reader.batch().offset(rows[i]),
                keys[i],
                file.name(keys[i]),
                reader.cell(rows[i], keys[i]),
                reasons.get(keys[i]),
                remedy));
      }
    }
    return problems;
  }

  @Override
  public void close() {
    if (report == null) return;
    try {
      report.close();
    } catch (IOException failure) {
      throw unwritable(reportFile, failure);
    }
  }
}
