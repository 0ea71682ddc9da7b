package io.pergola.cli;

import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `pergola ls`: what is in a store.
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    header = "List graphs and other objects.",
    description = {"", "Lists what has a name; with --all also objects without one.", ""},
    footerHeading = "%nExamples:%n",
    footer = {
      "  pergola ls",
      "  pergola ls 'fl*' -o json",
      "  pergola ls --all --socket /tmp/p.sock"
    })
final class LsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final SocketOption socket = new SocketOption();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "Only names that match; * and ? stand for any characters.")
  private String pattern = "*";

  @Option(
      names = {"-a", "--all"},
      description = "Also objects without a name; members of other objects too.")
  private boolean all;

  LsCommand(Console console) {
    this.console = console;
  }

  /// An object with or without a name. The object may have been deleted under its name.
  private record Line(
      String name, ObjectId id, Optional<ObjectMeta> meta, Optional<GraphSummary> graph) {
    long byteSize() {
      return meta.map(found -> Footprint.of(found).byteSize()).orElse(0L);
    }

    String typeName() {
      return meta.map(ObjectMeta::typeName).orElse("(deleted)");
    }
  }

  @Override
  public Integer call() {
    try (ObjectStore store = socket.connect()) {
      List<Line> lines = collect(new Lookup(store));
      if (format.isJson()) FormatOption.print(console.out(), json(lines));
      else print(lines);
    }
    return 0;
  }

  private List<Line> collect(Lookup lookup) {
    List<Line> lines = new ArrayList<>();
    Map<String, ObjectId> names = lookup.names(pattern);
    names.forEach((name, id) -> lines.add(line(lookup, name, id, lookup.store().find(id))));
    if (!all) return lines;
    for (ObjectMeta meta : lookup.objects()) {
      if (names.containsValue(meta.id())) continue;
      lines.add(line(lookup, "", meta.id(), Optional.of(meta)));
    }
    return lines;
  }

  private static Line line(Lookup lookup, String name, ObjectId id, Optional<ObjectMeta> meta) {
    return new Line(name, id, meta, meta.flatMap(lookup::group).map(GraphSummary::new));
  }

  private void print(List<Line> lines) {
    TextTable table = new TextTable("NAME", "ID", "TYPE", "FRAGMENTS", "VERTICES", "EDGES", "SIZE");
    for (Line line : lines) {
      table.row(
          line.name().isEmpty() ? "-" : line.name(),
          line.id(),
          line.typeName(),
          line.graph().<Object>map(graph -> graph.group().fnum()).orElse(""),
          line.graph().<Object>map(GraphSummary::vertices).orElse(""),
          line.graph().<Object>map(GraphSummary::edges).orElse(""),
          new ByteSize(line.byteSize()));
    }
    if (table.isEmpty()) console.say("nothing is there" + (all ? "" : " that has a name"));
    else table.print(console.out());
  }

  private static ArrayNode json(List<Line> lines) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Line line : lines) {
      ObjectNode json = array.addObject();
      if (!line.name().isEmpty()) json.put("name", line.name());
      json.put("id", line.id().toString());
      line.meta().ifPresent(meta -> json.put("type", meta.typeName()));
      json.put("bytes", line.byteSize());
      line.graph().ifPresent(graph -> json.set("graph", graph.json()));
    }
    return array;
  }
}
