package io.pergola.cli;

import io.pergola.graph.FragmentGroup;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `pergola show`: one object.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    header = "Show a graph or any other object.",
    description = {"", "Of a graph: its labels, properties and fragments.", ""},
    footerHeading = "%nExamples:%n",
    footer = {
      "  pergola show flights",
      "  pergola show flights --blobs        where each array lies in shared memory",
      "  pergola show flights --meta         the metadata tree, as clients see it",
      "  pergola show o0000a1b2c3d4e5f6 -o json"
    })
final class ShowCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final SocketOption socket = new SocketOption();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(paramLabel = "NAME|ID", description = "What to show.")
  private String nameOrId = "";

  @Option(names = "--blobs", description = "List the blobs and where they lie in shared memory.")
  private boolean blobs;

  @Option(names = "--meta", description = "Print the metadata tree, as JSON.")
  private boolean tree;

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (ObjectStore store = socket.connect()) {
      Lookup lookup = new Lookup(store);
      ObjectMeta meta = lookup.object(nameOrId);
      if (tree) FormatOption.print(console.out(), meta.toJson());
      else if (format.isJson()) FormatOption.print(console.out(), json(lookup, meta));
      else print(lookup, meta);
    }
    return 0;
  }

  private void print(Lookup lookup, ObjectMeta meta) throws IOException {
    PrintWriter out = console.out();
    Footprint footprint = Footprint.of(meta);
    Optional<GraphSummary> graph = lookup.group(meta).map(GraphSummary::new);
    List<String> names = lookup.namesOf(meta.id());
    TextTable head = new TextTable("id", meta.id().toString());
    head.row("type", meta.typeName());
    if (!names.isEmpty()) head.row("name", String.join(", ", names));
    graph.ifPresent(found -> head.row("layout", found.form()));
    head.row("size", size(footprint));
    head.print(out);
    graph.ifPresent(found -> print(found, lookup.store()));
    if (blobs) print(Place.of(lookup.store(), footprint));
  }

  private static String size(Footprint footprint) {
    return "%s in %d %s"
        .formatted(
            ByteSize.human(footprint.byteSize()),
            footprint.blobs().size(),
            footprint.blobs().size() == 1 ? "blob" : "blobs");
  }

  private void print(GraphSummary graph, ObjectStore store) {
    PrintWriter out = console.out();
    out.println();
    graph.vertexTable().print(out);
    out.println();
    graph.edgeTable().print(out);
    out.println();
    TextTable parts =
        new TextTable("FRAGMENT", "ID", "INSTANCE", "VERTICES", "OUT ENTRIES", "SIZE");
    for (FragmentGroup.Part part : graph.group().fragments()) {
      parts.row(
          part.fid(),
          part.id(),
          part.instanceId(),
          GraphSummary.sum(part.vertices()),
          GraphSummary.sum(part.edges()),
          store.find(part.id()).map(meta -> size(Footprint.of(meta))).orElse("(deleted)"));
    }
    parts.print(out);
  }

  private void print(List<Place> places) {
    console.out().println();
    TextTable table = new TextTable("BLOB", "BYTES", "OFFSET", "MEMBER");
    for (Place place : places) {
      table.row(place.id(), place.byteSize(), place.offsetText(), place.member());
    }
    table.print(console.out());
  }

  private ObjectNode json(Lookup lookup, ObjectMeta meta) throws IOException {
    Footprint footprint = Footprint.of(meta);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode names = json.putArray("names");
    lookup.namesOf(meta.id()).forEach(names::add);
    json.put("id", meta.id().toString()).put("type", meta.typeName());
    json.put("bytes", footprint.byteSize());
    lookup.group(meta).ifPresent(group -> json.set("graph", new GraphSummary(group).json()));
    if (blobs) {
      ArrayNode places = json.putArray("blobs");
      for (Place place : Place.of(lookup.store(), footprint)) place.writeTo(places.addObject());
    }
    return json;
  }
}
