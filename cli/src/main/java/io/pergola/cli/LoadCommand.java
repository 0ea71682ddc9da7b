package io.pergola.cli;

import io.pergola.builder.GraphEstimator;
import io.pergola.builder.GraphFormat;
import io.pergola.builder.GraphLoader;
import io.pergola.builder.LoadListener;
import io.pergola.builder.LoadResult;
import io.pergola.builder.LoadSpec;
import io.pergola.cli.picture.PartitionChart;
import io.pergola.store.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `pergola load`: files into fragments.
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    header = "Turn edge and vertex files into a graph in shared memory.",
    description = {
      "",
      "A source is LABEL=FILE, optionally followed by # and options key=value joined by &:",
      "  id, src, dst            columns, by name or position (default: the first ones)",
      "  src_label, dst_label    vertex labels of an edge's ends, if there are several",
      "  delimiter, header, quote, types (column:type,...)",
      "  header_file             a file whose first line is the header",
      "  format                  csv, tsv, edgelist, v, e, mtx, neo4j, neptune, parquet, arrow, graphml, gml, dot",
      "                          (default: by extension; .gz and .zst are unpacked)",
      "Other columns become properties. A vertex label without a file gets its vertices from the edges.",
      "",
      "If a load fails or is killed, nothing of it remains.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  pergola load social --edges knows=soc-LiveJournal1.txt",
      "  pergola load g --vertices v=g.v --edges e=g.e --undirected",
      "  pergola load flights --fragments 2 \\",
      "      --vertices 'airport=airports.csv#id=iata' \\",
      "      --edges 'flight=flights.csv#src=origin&dst=destination'",
      "  pergola load web --edges link=a.tsv --edges link=b.tsv \\",
      "      --bad-records report --report-file bad.csv",
      "  pergola load g --edges e=g.e --layout arrow"
    })
final class LoadCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final SocketOption socket = new SocketOption();
  @Mixin private final FormatOption format = new FormatOption();
  @Mixin private final Leash leash = new Leash();
  @Mixin private final LoadArguments arguments = new LoadArguments();

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description = "csr (default): lean; arrow: what GraphScope's engines read.")
  private String layout = "csr";

  @Option(names = "--replace", description = "Replace a graph of that name.")
  private boolean replace;

  @Option(
      names = "--dry-run",
      description = "Make nothing, and say what it would need: the same as 'pergola estimate'.")
  private boolean dryRun;

  @Option(
      names = "--partition-picture",
      paramLabel = "FILE",
      description = "Draw how the graph was cut, as SVG.")
  private Optional<Path> partitionPicture = Optional.empty();

  LoadCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    leash.fasten();
    LoadSpec given = arguments.spec();
    LoadSpec spec =
        new LoadSpec(
            given.name(),
            given.vertices(),
            given.edges(),
            given.options().withReplace(replace),
            GraphFormat.parse(layout));
    if (dryRun) {
      new EstimateReport(spec, GraphEstimator.estimate(spec)).print(format, console.out());
      return 0;
    }
    try (ObjectStore store = socket.connect()) {
      LoadResult result = load(store, spec);
      if (partitionPicture.isPresent()) {
        Files.writeString(partitionPicture.get(), PartitionChart.svg(result.partition()));
      }
      LoadReport report = new LoadReport(spec, result);
      if (format.isJson()) FormatOption.print(console.out(), report.json());
      else report.print(console.out());
    }
    return 0;
  }

  private LoadResult load(ObjectStore store, LoadSpec spec) {
    if (!Console.isWatched()) return GraphLoader.load(store, spec, LoadListener.SILENT);
    try (ProgressLine progress = new ProgressLine(console.err())) {
      return GraphLoader.load(store, spec, progress::show);
    }
  }
}
