package io.pergola.cli;

import io.pergola.cli.picture.Airport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Tells what the demo does, step by step.
final class DemoStory {
  private static final String SHOWN = "triple_0_(out|in)_(offsets|neighbors|rows)/.*";

  private final PrintWriter out;
  private int step;

  DemoStory(PrintWriter out) {
    this.out = out;
  }

  void served(long pid, Path socket) {
    heading("A server keeps objects in shared memory.");
    line("process %d listens on %s".formatted(pid, socket));
    out.flush();
  }

  void loaded(long pid, JsonNode load) {
    heading("Another process loads airports and flights from CSV files into two fragments.");
    JsonNode bytes = load.path("bytes");
    double edges = load.path("edges").path("flight").asLong();
    line(
        "process %d read %,d airports and %,d routes in %s s"
            .formatted(
                pid,
                load.path("vertices").path("airport").asLong(),
                load.path("edges").path("flight").asLong(),
                seconds(load.path("seconds").valueStream().mapToDouble(JsonNode::asDouble).sum())));
    line(
        "%s bytes an edge: topology %s, rows of in-edges %s, the rest is names, places and counts"
            .formatted(
                decimal(load.path("bytes_per_edge").asDouble()),
                decimal(bytes.path("topology").asLong() / edges),
                decimal(bytes.path("in_rows").asLong() / edges)));
    out.flush();
  }

  void placed(Map<Integer, List<Place>> places) {
    heading("The graph's arrays lie in shared memory; whoever wants them maps them there.");
    TextTable table = new TextTable("FRAGMENT", "ARRAY", "BLOB", "OFFSET", "BYTES");
    places.forEach((fid, all) ->
        all.stream()
            .filter(place -> place.member().matches(SHOWN))
            .forEach(place ->
                table.row(
                    fid,
                    place.member().replaceFirst("triple_0_(\\w+)/.*", "$1"),
                    place.id(),
                    place.offsetText(),
                    place.byteSize())));
    out.println(indent(table));
    out.flush();
  }

  void ran(List<Long> pids, List<JsonNode> runs) {
    heading("Further processes compute on these very bytes.");
    TextTable table = new TextTable("ALGORITHM", "PROCESS", "SECONDS", "ROUNDS", "FOUND");
    for (int i = 0; i < runs.size(); i++) {
      JsonNode run = runs.get(i);
      table.row(
          run.path("algorithm").asString(),
          Long.toString(pids.get(i)),
          seconds(run.path("seconds").path(0).asDouble()),
          run.path("rounds").asInt(),
          found(run.path("summary")));
    }
    out.println(indent(table));
    out.flush();
  }

  void ranked(List<Airport> airports) {
    heading("The ten airports with the greatest PageRank:");
    TextTable table = new TextTable("", "CODE", "AIRPORT", "RANK", "FRAGMENT");
    int place = 1;
    for (Airport airport : airports) {
      table.row(
          place++,
          airport.code(),
          airport.name(),
          String.format(Locale.ROOT, "%.6f", airport.rank()),
          airport.fid());
    }
    out.println(indent(table));
    out.flush();
  }

  void drawn(Path svg) {
    heading("The map is drawn: " + svg);
    out.flush();
  }

  private static String found(JsonNode summary) {
    if (summary.has("components")) {
      return "%,d components, the largest has %,d airports"
          .formatted(summary.path("components").asLong(), summary.path("largest").asLong());
    }
    if (summary.has("reached")) {
      return "%,d airports can be reached, the farthest in %s hops"
          .formatted(
              summary.path("reached").asLong(), decimal(summary.path("farthest").asDouble()));
    }
    return "ranks add up to " + String.format(Locale.ROOT, "%.6f", summary.path("sum").asDouble());
  }

  private void heading(String words) {
    if (step++ > 0) out.println();
    out.println(step + "  " + words);
  }

  private void line(String words) {
    out.println("   " + words);
  }

  private static String indent(TextTable table) {
    return table.toString().lines().map(line -> "   " + line).collect(Collectors.joining("\n"));
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.4f", seconds);
  }

  private static String decimal(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
