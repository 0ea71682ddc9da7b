package io.pergola.cli;

import io.pergola.builder.Estimate;
import io.pergola.builder.LoadResult;
import io.pergola.builder.LoadSpec;
import java.io.PrintWriter;
import java.util.Locale;
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
    size().addCounts(table);
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

  private GraphSize size() {
    return new GraphSize(estimate.vertices(), estimate.edges(), estimate.bytes());
  }

  private String total() {
    String most = ByteSize.human(estimate.bytes().total());
    if (estimate.leastBytes() == estimate.bytes().total()) return most;
    return "%s to %s, as few or many edges are cut,"
        .formatted(ByteSize.human(estimate.leastBytes()), most);
  }

  /// The keys that `docs/cli.md` lists under "estimate".
  private ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", spec.name());
    json.put("fragments", spec.options().fragments());
    size().addCounts(json);
    size().addBytes(json).put("least_total", estimate.leastBytes());
    json.put("staged_bytes", estimate.stagedBytes());
    json.put("peak_bytes", estimate.peakBytes());
    json.put("sampled_share", estimate.sampledShare());
    json.putObject("seconds")
        .put("least", estimate.seconds().least())
        .put("most", estimate.seconds().most());
    return json;
  }
}
