package io.pergola.cli;

import io.pergola.builder.output.ParquetTable;
import io.pergola.graphscope.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Writes results into files.
final class ResultOutput {
  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Write the result there: comma-separated with a header if the name ends with .csv, typed columns if with .parquet, else a line 'oid value' for each vertex. The file appears when it is complete.")
  private Optional<Path> file = Optional.empty();

  /// Whether there is no file to write.
  boolean isAbsent() {
    return file.isEmpty();
  }

  void write(Result result) throws IOException {
    if (file.isEmpty()) return;
    String name = file.get().toString();
    if (name.endsWith(".parquet")) {
      OutputFile.write(file.get(), part -> writeParquet(result, part));
    } else {
      OutputFile.writeText(file.get(), name.endsWith(".csv") ? result::printCsv : result::print);
    }
  }

  /// The columns of the CSV file, typed; null for vertices out of reach of BFS.
  private static void writeParquet(Result result, Path part) throws IOException {
    try (ParquetTable table = new ParquetTable(part, result.columns())) {
      for (var rows = result.cells().iterator(); rows.hasNext(); ) table.row(rows.next());
    }
  }
}
