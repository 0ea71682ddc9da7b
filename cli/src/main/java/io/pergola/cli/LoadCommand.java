package io.pergola.cli;

import io.pergola.builder.BadRecords;
import io.pergola.builder.EdgeInput;
import io.pergola.builder.GraphFormat;
import io.pergola.builder.GraphLoader;
import io.pergola.builder.LoadListener;
import io.pergola.builder.LoadOptions;
import io.pergola.builder.LoadResult;
import io.pergola.builder.LoadSpec;
import io.pergola.builder.PartitionerKind;
import io.pergola.builder.VertexInput;
import io.pergola.store.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
      "  format                  csv, tsv, edgelist, v, e (default: by extension)",
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

  @Parameters(paramLabel = "NAME", description = "What the graph will be called.")
  private String name = "";

  @Option(names = "--vertices", paramLabel = "SOURCE", description = "A file of vertices.")
  private List<String> vertices = List.of();

  @Option(names = "--edges", paramLabel = "SOURCE", description = "A file of edges.")
  private List<String> edges = List.of();

  @Option(
      names = "--fragments",
      paramLabel = "N",
      description = "How many parts to cut the graph into (default: 1).")
  private int fragments = 1;

  @Option(
      names = "--partitioner",
      paramLabel = "KIND",
      description = "How vertices are spread over them: hash (default) or range.")
  private String partitioner = "hash";

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description = "csr (default): lean; arrow: what GraphScope's engines read.")
  private String layout = "csr";

  @Option(names = "--undirected", description = "Edges have no direction.")
  private boolean undirected;

  @Option(
      names = "--in-properties",
      paramLabel = "HOW",
      description =
          "rows (default): in-edges know the row of their properties; none: they don't, which saves 4 bytes an edge.")
  private InProperties inProperties = InProperties.rows;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "What the load may use beside the graph itself (default: half of memory).")
  private ByteSize memory = ByteSize.UNSET;

  @Option(
      names = "--bad-records",
      paramLabel = "POLICY",
      description =
          "Records that can't be loaded: fail (default), skip, or report (skip and list in --report-file).")
  private String badRecords = "fail";

  @Option(names = "--report-file", paramLabel = "FILE", description = "Where they are listed.")
  private Optional<Path> reportFile = Optional.empty();

  @Option(names = "--replace", description = "Replace a graph of that name.")
  private boolean replace;

  @Option(names = "--dry-run", description = "Read and check everything, but make nothing.")
  private boolean dryRun;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many to use (default: one for each processor).")
  private int threads = LoadOptions.defaults().threads();

  /// What becomes of the properties of in-edges.
  private enum InProperties {
    rows,
    none
  }

  LoadCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    leash.fasten();
    LoadSpec spec =
        new LoadSpec(
            name,
            vertices.stream().map(VertexInput::parse).toList(),
            edges.stream().map(EdgeInput::parse).toList(),
            options(),
            GraphFormat.parse(layout));
    try (ObjectStore store = socket.connect()) {
      LoadReport report = new LoadReport(spec, load(store, spec));
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

  private LoadOptions options() {
    LoadOptions defaults = LoadOptions.defaults();
    return new LoadOptions(
        fragments,
        PartitionerKind.parse(partitioner),
        undirected,
        inProperties == InProperties.rows,
        memory.equals(ByteSize.UNSET) ? defaults.memoryBytes() : memory.bytes(),
        BadRecords.parse(badRecords),
        reportFile,
        replace,
        dryRun,
        threads);
  }
}
