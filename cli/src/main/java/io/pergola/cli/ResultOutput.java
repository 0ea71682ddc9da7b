package io.pergola.cli;

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
          "Write the result there: comma-separated with a header if the name ends with .csv, else a line 'oid value' for each vertex. The file appears when it is complete.")
  private Optional<Path> file = Optional.empty();

  /// Whether there is no file to write.
  boolean isAbsent() {
    return file.isEmpty();
  }

  void write(Result result) throws IOException {
    if (file.isEmpty()) return;
    boolean csv = file.get().toString().endsWith(".csv");
    OutputFile.write(file.get(), csv ? result::printCsv : result::print);
  }
}
