package io.pergola.cli;

import io.pergola.builder.output.ExportFormat;
import io.pergola.builder.output.GraphExporter;
import io.pergola.graph.Fragments;
import io.pergola.store.ObjectStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pergola export`: a graph back into files.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    header = "Write a graph into files.",
    description = {
      "",
      "One file for each vertex label and each kind of edges, and graph.yaml, with which",
      "'pergola load NAME --spec DIR/graph.yaml' makes the same graph again.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  pergola export flights /tmp/flights --format parquet"})
final class ExportCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final SocketOption socket = new SocketOption();

  @Parameters(index = "0", paramLabel = "NAME|ID", description = "The graph.")
  private String nameOrId = "";

  @Parameters(index = "1", paramLabel = "DIR", description = "Where the files go.")
  private Path directory = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv (default), parquet or edgelist.")
  private String format = "csv";

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ExportFormat wanted = ExportFormat.parse(format);
    try (ObjectStore store = socket.connect()) {
      Map<Path, Long> files =
          GraphExporter.export(store, Fragments.getGroup(store, nameOrId), directory, wanted);
      TextTable table = new TextTable("FILE", "ROWS");
      files.forEach((file, rows) -> table.row(file, rows));
      table.row(directory.resolve(GraphExporter.SPEC), "");
      table.print(console.out());
    }
    return 0;
  }
}
