package io.pergola.cli;

import io.pergola.builder.BadRecords;
import io.pergola.builder.EdgeInput;
import io.pergola.builder.GraphSpecFile;
import io.pergola.builder.LoadOptions;
import io.pergola.builder.LoadSpec;
import io.pergola.builder.PartitionerKind;
import io.pergola.builder.VertexInput;
import io.pergola.builder.input.LoadException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What to load and how: the arguments that `load` and `estimate` share.
final class LoadArguments {
  private static final long LEAST_BYTES = 192L << 20;
  private static final long JVM_BYTES = 80L << 20;

  @Parameters(paramLabel = "NAME", description = "What the graph will be called.")
  private String name = "";

  @Option(names = "--vertices", paramLabel = "SOURCE", description = "A file of vertices.")
  private List<String> vertices = List.of();

  @Option(names = "--edges", paramLabel = "SOURCE", description = "A file of edges.")
  private List<String> edges = List.of();

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description =
          "A graph.yaml that names the files and how to load them, or the JSON of vineyard-graph-loader; the options here win.")
  private Optional<Path> spec = Optional.empty();

  @Option(
      names = "--fragments",
      paramLabel = "N",
      description = "How many parts to cut the graph into (default: 1).")
  private Optional<Integer> fragments = Optional.empty();

  @Option(
      names = "--partitioner",
      paramLabel = "KIND",
      description =
          "How vertices are spread over them: hash (default), range, ldg, fennel (ldg:edges and fennel:edges balance edges), or a METIS partition file.")
  private Optional<String> partitioner = Optional.empty();

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
      description =
          "What the process may use beside the graph itself, at least 192Mi; what is more goes to disk (default: half of memory, and a heap as large).")
  private ByteSize memory = ByteSize.UNSET;

  @Option(
      names = "--scratch",
      paramLabel = "DIR",
      description = "Where that disk is (default: /var/tmp).")
  private Optional<Path> scratch = Optional.empty();

  @Option(
      names = "--bad-records",
      paramLabel = "POLICY",
      description =
          "Records that can't be loaded: fail (default), skip, or report (skip and list in --report-file).")
  private String badRecords = "fail";

  @Option(names = "--report-file", paramLabel = "FILE", description = "Where they are listed.")
  private Optional<Path> reportFile = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many to use (default: one for each processor).")
  private int threads = LoadOptions.Limits.defaults().threads();

  /// What becomes of the properties of in-edges.
  private enum InProperties {
    rows,
    none
  }

  LoadSpec spec() {
    GraphSpecFile file =
        spec.map(GraphSpecFile::read)
            .orElseGet(() ->
                new GraphSpecFile(
                    List.of(), List.of(), Optional.empty(), Optional.empty(), Optional.empty()));
    List<VertexInput> vertexInputs = new ArrayList<>(file.vertices());
    vertices.forEach(input -> vertexInputs.add(VertexInput.parse(input)));
    List<EdgeInput> edgeInputs = new ArrayList<>(file.edges());
    edges.forEach(input -> edgeInputs.add(EdgeInput.parse(input)));
    return new LoadSpec(name, vertexInputs, edgeInputs, options(file));
  }

  private LoadOptions options(GraphSpecFile file) {
    return new LoadOptions(
        fragments.or(file::fragments).orElse(1),
        partitioner.map(PartitionerKind::parse).or(file::partitioner).orElse(PartitionerKind.HASH),
        undirected || !file.directed().orElse(true),
        inProperties == InProperties.rows,
        limits(),
        BadRecords.parse(badRecords),
        reportFile,
        false);
  }

  private LoadOptions.Limits limits() {
    LoadOptions.Limits limits = LoadOptions.Limits.defaults().withThreads(threads);
    if (scratch.isPresent()) limits = limits.withScratch(scratch.get());
    return memory.equals(ByteSize.UNSET) ? limits : limits.withMemoryBytes(outsideHeap());
  }

  /// What `--memory` leaves beside the Java heap, to which the launcher gives half, and what the
  /// JVM itself needs.
  private long outsideHeap() {
    if (memory.bytes() < LEAST_BYTES) {
      throw new LoadException.BadOption(
          "--memory %s is too little for a process of Java; expected %s or more"
              .formatted(ByteSize.human(memory.bytes()), ByteSize.human(LEAST_BYTES)));
    }
    long heap = Math.min(memory.bytes() / 2, Runtime.getRuntime().maxMemory());
    return Math.max(1, memory.bytes() - heap - JVM_BYTES);
  }
}
