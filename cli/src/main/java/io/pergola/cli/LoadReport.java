package io.pergola.cli;

import io.pergola.builder.GraphFormat;
import io.pergola.builder.LoadResult;
import io.pergola.builder.LoadSpec;
import io.pergola.builder.PartitionReport;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a load made, in words and numbers.
record LoadReport(LoadSpec spec, LoadResult result) {
  void print(PrintWriter out) {
    LoadResult.Bytes bytes = result.bytes();
    TextTable table = new TextTable("graph", spec.name());
    table.row("id", result.group().id());
    table.row("layout", new GraphSummary(result.group()).form());
    size().addCounts(table);
    boolean converted = spec.layout() != GraphFormat.CSR;
    table.row(converted ? "as csr" : "size", bytes(bytes));
    if (result.group().fnum() > 1) table.row("partition", partition());
    if (result.skipped().total() > 0) table.row("skipped", skipped());
    table.row("seconds", seconds());
    table.print(out);
  }

  private GraphSize size() {
    return new GraphSize(result.vertices(), result.edges(), result.bytes());
  }

  private String bytes(LoadResult.Bytes bytes) {
    return "%s, %s bytes an edge: topology %s, in-rows %s, properties %s, index %s, routing %s"
        .formatted(
            ByteSize.human(bytes.total()),
            String.format(Locale.ROOT, "%.1f", result.bytesPerEdge()),
            ByteSize.human(bytes.topology()),
            ByteSize.human(bytes.rows()),
            ByteSize.human(bytes.properties()),
            ByteSize.human(bytes.index()),
            ByteSize.human(bytes.routing()));
  }

  private String partition() {
    PartitionReport cut = result.partition();
    return String.format(
        Locale.ROOT,
        "%.1f %% of the edges cut, replication %.2f, balance %.2f of vertices, %.2f of edges",
        100 * cut.edgeCut(),
        cut.replication(),
        cut.vertexBalance(),
        cut.edgeBalance());
  }

  private String skipped() {
    LoadResult.Skipped skipped = result.skipped();
    String counts =
        "%,d bad records, %,d duplicate vertices, %,d dangling edges"
            .formatted(skipped.badRecords(), skipped.duplicates(), skipped.dangling());
    return spec.options().reportFile().map(file -> counts + "; see " + file).orElse(counts);
  }

  private String seconds() {
    return result.seconds().entrySet().stream()
        .map(entry -> entry.getKey() + String.format(Locale.ROOT, " %.2f", entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /// The keys that `docs/cli.md` lists under "load".
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", spec.name());
    json.put("id", result.group().id().toString());
    json.put("fragments", result.group().fnum());
    size().addCounts(json);
    json.putObject("skipped")
        .put("bad_records", result.skipped().badRecords())
        .put("duplicates", result.skipped().duplicates())
        .put("dangling", result.skipped().dangling());
    size().addBytes(json);
    json.putObject("partition")
        .put("edge_cut", result.partition().edgeCut())
        .put("replication", result.partition().replication())
        .put("vertex_balance", result.partition().vertexBalance())
        .put("edge_balance", result.partition().edgeBalance());
    json.put("staged_bytes", result.stagedBytes());
    json.put("bytes_per_edge", result.bytesPerEdge());
    result.seconds().forEach(json.putObject("seconds")::put);
    return json;
  }
}
