package io.pergola.cli;

import io.pergola.graphscope.Result;
import io.pergola.graphscope.Row;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a run found and how long it took.
///
/// @param summary the result's, which looks at all vertices: asked for once
record RunReport(String graph, Result result, Map<String, Number> summary) {
  private static final int TOP = 10;

  static RunReport of(String graph, Result result) {
    return new RunReport(graph, result, result.summary());
  }

  /// One line for people.
  String timing() {
    return "%s on %s: %s s, %d rounds; %s"
        .formatted(result.algorithm().name(), graph, seconds(), result.rounds(), summaryText());
  }

  private String seconds() {
    double best = Collections.min(result.seconds());
    String text = String.format(Locale.ROOT, "%.4f", best);
    return result.seconds().size() == 1
        ? text
        : "best of %d: %s".formatted(result.seconds().size(), text);
  }

  private String summaryText() {
    return summary.entrySet().stream()
        .map(entry -> entry.getKey() + " " + text(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String text(Number value) {
    return value instanceof Double decimal
        ? String.format(Locale.ROOT, "%.6g", decimal)
        : String.format(Locale.ROOT, "%,d", value.longValue());
  }

  /// The keys that `docs/cli.md` lists under "run".
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("algorithm", result.algorithm().name()).put("graph", graph);
    json.put("rounds", result.rounds()).put("memory_bound", result.memoryBound());
    ArrayNode seconds = json.putArray("seconds");
    result.seconds().forEach(seconds::add);
    ObjectNode numbers = json.putObject("summary");
    for (Map.Entry<String, Number> entry : summary.entrySet()) {
      if (entry.getValue() instanceof Double value) numbers.put(entry.getKey(), value);
      else numbers.put(entry.getKey(), entry.getValue().longValue());
    }
    ArrayNode top = json.putArray("top");
    for (Row row : result.top(TOP)) {
      top.addObject()
          .put("label", row.label().name())
          .put("oid", row.oid().toString())
          .put("fid", row.fid())
          .put("value", row.text())
          .put("number", row.number());
    }
    return json;
  }
}
