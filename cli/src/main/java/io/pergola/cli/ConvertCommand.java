package io.pergola.cli;

import io.pergola.builder.GraphConversion;
import io.pergola.builder.GraphFormat;
import io.pergola.builder.LoadOptions;
import io.pergola.graph.FragmentGroup;
import io.pergola.store.ObjectStore;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/// `pergola convert`: a graph in another layout.
@Command(
    name = "convert",
    mixinStandardHelpOptions = true,
    header = "Turn a graph into another layout, in place or under a new name.",
    description = {
      "",
      "csr is lean and what 'pergola run' is fastest on; arrow is what GraphScope's engines read. No file is written. With the same name the old graph goes when the new one is there.",
      "",
      "If a conversion fails or is killed, nothing of it remains.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  pergola convert flights --layout arrow",
      "  pergola convert o0000a1b2c3d4e5f6 --layout csr --as flights"
    })
final class ConvertCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final SocketOption socket = new SocketOption();
  @Mixin private final FormatOption format = new FormatOption();
  @Mixin private final Leash leash = new Leash();

  @Parameters(paramLabel = "NAME|ID", description = "The graph.")
  private String nameOrId = "";

  @Option(names = "--layout", required = true, paramLabel = "LAYOUT", description = "csr or arrow.")
  private String layout = "";

  @Option(
      names = "--as",
      paramLabel = "NEW",
      description = "What the new graph will be called (default: as the old one).")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "What it may use beside the graphs themselves (default: half of memory).")
  private ByteSize memory = ByteSize.UNSET;

  ConvertCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    leash.fasten();
    GraphFormat target = GraphFormat.parse(layout);
    long bytes =
        memory.equals(ByteSize.UNSET)
            ? LoadOptions.Limits.defaults().memoryBytes()
            : memory.bytes();
    try (ObjectStore store = socket.connect()) {
      long start = System.nanoTime();
      FragmentGroup made =
          GraphConversion.convert(store, nameOrId, target, name.orElse(nameOrId), bytes);
      report(made, (System.nanoTime() - start) / 1e9);
    }
    return 0;
  }

  private void report(FragmentGroup made, double seconds) {
    GraphSummary summary = new GraphSummary(made);
    if (format.isJson()) {
      FormatOption.print(
          console.out(),
          JsonNodeFactory.instance
              .objectNode()
              .put("name", name.orElse(nameOrId))
              .put("id", made.id().toString())
              .put("layout", made.format())
              .put("vertices", summary.vertices())
              .put("edges", summary.edges())
              .put("seconds", seconds));
      return;
    }
    TextTable table = new TextTable("graph", name.orElse(nameOrId));
    table.row("id", made.id());
    table.row("layout", summary.form());
    table.row("vertices", "%,d".formatted(summary.vertices()));
    table.row("edges", "%,d".formatted(summary.edges()));
    table.row("seconds", String.format(Locale.ROOT, "%.2f", seconds));
    table.print(console.out());
  }
}
