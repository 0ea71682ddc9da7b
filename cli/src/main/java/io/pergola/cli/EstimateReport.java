package io.pergola.cli;

import io.pergola.builder.Estimate;
import io.pergola.builder.LoadResult;
import io.pergola.builder.LoadSpec;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a load would need, in words and numbers.
record EstimateReport(LoadSpec spec, Estimate estimate) {
  void print(FormatOption format, PrintWriter out) {
    if (format.isJson()) FormatOption.print(out, json());
    else print(out);
  }

  private void print(PrintWriter out) {
    LoadResult.Bytes bytes = estimate.bytes();
    TextTable table = new TextTable("graph", spec.name());
    table.row("vertices", counts(estimate.vertices()));
    table.row("edges", counts(estimate.edges()));
    table.row("topology", ByteSize.human(bytes.topology()));
    table.row("in-rows", ByteSize.human(bytes.rows()));
    table.row("properties", ByteSize.human(bytes.properties()));
    table.row("index", ByteSize.human(bytes.index()));
    table.row("routing", ByteSize.human(bytes.routing()));
    table.row("fragments", total() + " in the store");
    table.row("load", ByteSize.human(estimate.peakBytes()) + " beside it, while it runs");
    table.row("together", ByteSize.human(estimate.totalBytes()));
    table.row(
        "seconds", "%.1f to %.1f".formatted(estimate.seconds().least(), estimate.seconds().most()));
    table.row("looked at", String.format(Locale.ROOT, "%.0f %%", 100 * estimate.sampledShare()));
    table.print(out);
  }

  private String total() {
    String most = ByteSize.human(estimate.bytes().total());
    if (estimate.leastBytes() == estimate.bytes().total()) return most;
    return "%s to %s, as few or many edges are cut,"
        .formatted(ByteSize.human(estimate.leastBytes()), most);
  }

  private static String counts(Map<String, Long> byLabel) {
    return byLabel.entrySet().stream()
        .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /// The keys that `docs/cli.md` lists under "estimate".
  private ObjectNode json() {
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
        .put("total", estimate.bytes().total())
        .put("least_total", estimate.leastBytes());
    json.put("staged_bytes", estimate.stagedBytes());
    json.put("peak_bytes", estimate.peakBytes());
    json.put("sampled_share", estimate.sampledShare());
    json.putObject("seconds")
        .put("least", estimate.seconds().least())
        .put("most", estimate.seconds().most());
    return json;
  }
}
