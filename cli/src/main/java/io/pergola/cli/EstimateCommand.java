package io.pergola.cli;

import io.pergola.builder.Estimate;
import io.pergola.builder.GraphEstimator;
import io.pergola.builder.LoadResult;
import io.pergola.builder.LoadSpec;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `pergola estimate`: what a load will need.
@Command(
    name = "estimate",
    mixinStandardHelpOptions = true,
    header = "Say what a load will need, before anything is built.",
    description = {
      "",
      "Takes the arguments of 'pergola load', looks at a sample of the files and needs no server.",
      "Files of up to 256 MiB are looked at as a whole.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  pergola estimate social --edges knows=soc-LiveJournal1.txt",
      "  pergola estimate flights --fragments 2 --edges 'flight=flights.parquet#src=origin&dst=destination' -o json"
    })
final class EstimateCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final FormatOption format = new FormatOption();
  @Mixin private final LoadArguments arguments = new LoadArguments();

  EstimateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LoadSpec spec = arguments.spec();
    Estimate estimate = GraphEstimator.estimate(spec);
    if (format.isJson()) FormatOption.print(console.out(), json(spec, estimate));
    else print(spec, estimate);
    return 0;
  }

  private void print(LoadSpec spec, Estimate estimate) {
    LoadResult.Bytes bytes = estimate.bytes();
    TextTable table = new TextTable("graph", spec.name());
    table.row("vertices", counts(estimate.vertices()));
    table.row("edges", counts(estimate.edges()));
    table.row("topology", ByteSize.human(bytes.topology()));
    table.row("in-rows", ByteSize.human(bytes.rows()));
    table.row("properties", ByteSize.human(bytes.properties()));
    table.row("index", ByteSize.human(bytes.index()));
    table.row("routing", ByteSize.human(bytes.routing()));
    table.row("fragments", ByteSize.human(bytes.total()) + " in the store");
    table.row("load", ByteSize.human(estimate.peakBytes()) + " beside it, while it runs");
    table.row("together", ByteSize.human(estimate.totalBytes()));
    table.row(
        "seconds", "%.1f to %.1f".formatted(estimate.seconds().least(), estimate.seconds().most()));
    table.row("looked at", String.format(Locale.ROOT, "%.0f %%", 100 * estimate.sampledShare()));
    table.print(console.out());
  }

  private static String counts(Map<String, Long> byLabel) {
    return byLabel.entrySet().stream()
        .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /// The keys that `docs/cli.md` lists under "estimate".
  private static ObjectNode json(LoadSpec spec, Estimate estimate) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", spec.name());
    json.put("fragments", spec.options().fragments());
    estimate.vertices().forEach(json.putObject("vertices")::put);
    estimate.edges().forEach(json.putObject("edges")::put);
    json.putObject("bytes")
        .put("topology", estimate.bytes().topology())
        .put("in_rows", estimate.bytes().rows())
        .put("properties", estimate.bytes().properties())
        .put("index", estimate.bytes().index())
        .put("routing", estimate.bytes().routing())
        .put("total", estimate.bytes().total());
    json.put("staged_bytes", estimate.stagedBytes());
    json.put("peak_bytes", estimate.peakBytes());
    json.put("sampled_share", estimate.sampledShare());
    json.putObject("seconds")
        .put("least", estimate.seconds().least())
        .put("most", estimate.seconds().most());
    return json;
  }
}
