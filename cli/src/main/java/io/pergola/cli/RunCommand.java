package io.pergola.cli;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graphscope.Algorithm;
import io.pergola.graphscope.Analytics;
import io.pergola.graphscope.Bfs;
import io.pergola.graphscope.Cdlp;
import io.pergola.graphscope.Condition;
import io.pergola.graphscope.Conditions;
import io.pergola.graphscope.Filters;
import io.pergola.graphscope.KCore;
import io.pergola.graphscope.Lcc;
import io.pergola.graphscope.PageRank;
import io.pergola.graphscope.Result;
import io.pergola.graphscope.RunOptions;
import io.pergola.graphscope.Sssp;
import io.pergola.graphscope.Triangles;
import io.pergola.graphscope.Wcc;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `pergola run`: an algorithm on a graph.
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Run an algorithm on a graph, in place.",
    description = {
      "",
      "Prints a line 'oid value' for each vertex; with several vertex labels ids are written and given as LABEL:OID. Definitions and forms are those of LDBC Graphalytics. Timings go to standard error.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  pergola run pagerank flights --iterations 30 --output ranks.txt",
      "  pergola run wcc flights --save component      readable as a vertex property from then on",
      "  pergola run sssp g --source 6 --weight weight",
      "  pergola run wcc social -o json      a summary instead of all vertices",
      "  pergola run bfs social --source 1 --repeat 5 --output /dev/null"
    })
final class RunCommand implements Callable<Integer> {
  /// What a shell sees of a process that Ctrl-C ended.
  private static final int CANCELLED = 130;

  private final Console console;

  @Mixin private final SocketOption socket = new SocketOption();
  @Mixin private final FormatOption format = new FormatOption();
  @Mixin private final Leash leash = new Leash();

  @Parameters(
      index = "0",
      paramLabel = "ALGORITHM",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Kind kind = Kind.pagerank;

  @Parameters(index = "1", paramLabel = "NAME|ID", description = "The graph.")
  private String nameOrId = "";

  @Option(names = "--source", paramLabel = "OID", description = "Where bfs and sssp begin.")
  private Optional<String> source = Optional.empty();

  @Option(
      names = "--weight",
      paramLabel = "PROPERTY",
      description = "The edges' lengths for sssp; without it each is 1.")
  private Optional<String> weight = Optional.empty();

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "How often pagerank updates all ranks, cdlp all labels (default: 10).")
  private Optional<Integer> iterations = Optional.empty();

  @Option(
      names = "--damping",
      paramLabel = "D",
      description = "The share of a rank that pagerank passes on (default: 0.85).")
  private Optional<Double> damping = Optional.empty();

  @Option(
      names = "--vertex-label",
      paramLabel = "LABEL",
      description = "Only vertices of this label; may be given several times.")
  private List<String> vertexLabels = List.of();

  @Option(
      names = "--edge-label",
      paramLabel = "LABEL",
      description = "Only edges of this label; may be given several times.")
  private List<String> edgeLabels = List.of();

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description =
          "Only vertices or edges whose property fulfils it, as in 'airport.state=NY' or 'flight.count>=100' with one of <= >= != = < >; of several all hold. Edges of vertices that are left out are left out too.")
  private List<String> where = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many to compute with (default: one for each processor).")
  private int threads = RunOptions.defaults().threads();

  @Option(names = "--repeat", paramLabel = "N", description = "Run N times, for timing.")
  private int repeat = 1;

  @Mixin private final ResultOutput output = new ResultOutput();
  @Mixin private final SaveOption save = new SaveOption();

  /// The algorithms, as users name them.
  private enum Kind {
    bfs,
    sssp,
    pagerank,
    wcc,
    cdlp,
    lcc,
    triangles,
    kcore
  }

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    leash.fasten();
    Algorithm algorithm = algorithm();
    try (ObjectStore store = socket.connect()) {
      FragmentGroup group = Fragments.getGroup(store, nameOrId);
      save.check(store, group, nameOrId);
      RunReport report = RunReport.of(nameOrId, run(store, group, algorithm));
      save.save(store, group, nameOrId, report.result());
      output.write(report.result());
      if (format.isJson()) FormatOption.print(console.out(), report.json());
      else if (output.isAbsent()) report.result().print(console.out());
      console.say(report.timing());
    } catch (CancellationException cancelled) {
      console.say("pergola: the run was cancelled");
      return CANCELLED;
    }
    return 0;
  }

  private Result run(ObjectStore store, FragmentGroup group, Algorithm algorithm) {
    try (RunWatch watch = RunWatch.of(algorithm.name(), console)) {
      RunOptions options =
          RunOptions.defaults()
              .withLabels(vertexLabels, edgeLabels)
              .withThreads(threads)
              .withRepeat(repeat)
              .withListener(watch);
      return where.isEmpty()
          ? Analytics.run(store, group, algorithm, options)
          : runOnPart(store, group, algorithm, options);
    }
  }

  private Result runOnPart(
      ObjectStore store, FragmentGroup group, Algorithm algorithm, RunOptions options) {
    List<Condition> conditions = where.stream().map(Condition::parse).toList();
    List<Fragment> fragments = Fragments.openAll(store, group);
    try {
      Filters filters = Conditions.filters(fragments, conditions);
      return Analytics.run(fragments, algorithm, options.withFilters(filters));
    } finally {
      fragments.forEach(Fragment::close);
    }
  }

  private Algorithm algorithm() {
    allow("--source", source, kind == Kind.bfs || kind == Kind.sssp);
    allow("--weight", weight, kind == Kind.sssp);
    allow("--iterations", iterations, kind == Kind.pagerank || kind == Kind.cdlp);
    allow("--damping", damping, kind == Kind.pagerank);
    return switch (kind) {
      case bfs -> new Bfs(requiredSource());
      case sssp -> new Sssp(requiredSource(), weight);
      case pagerank ->
          new PageRank(
              damping.orElse(PageRank.DEFAULT.damping()),
              iterations.orElse(PageRank.DEFAULT.iterations()));
      case wcc -> new Wcc();
      case cdlp -> new Cdlp(iterations.orElse(Cdlp.DEFAULT.iterations()));
      case lcc -> new Lcc();
      case triangles -> new Triangles();
      case kcore -> new KCore();
    };
  }

  private String requiredSource() {
    return source.orElseThrow(() ->
        new StoreException.Invalid(
            "%s needs a vertex to begin at: add --source OID".formatted(kind)));
  }

  private void allow(String option, Optional<?> given, boolean allowed) {
    if (given.isPresent() && !allowed) {
      throw new StoreException.Invalid("%s means nothing for %s".formatted(option, kind));
    }
  }
}
