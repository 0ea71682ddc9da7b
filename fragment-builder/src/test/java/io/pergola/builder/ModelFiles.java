package io.pergola.builder;

import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.testkit.GraphModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/// Writes a model as CSV files in one of the many spellings that CSV has, and says how to load
/// them.
final class ModelFiles {
  private static final String[][] DELIMITERS = {
    {",", "comma"}, {"\t", "tab"}, {";", "semicolon"}, {"|", "pipe"}
  };

  private final Path directory;
  private final Random random;
  private final String delimiter;
  private final String delimiterName;
  private final String newline;
  private final boolean quoteAll;
  private final List<VertexInput> vertices = new ArrayList<>();
  private final List<EdgeInput> edges = new ArrayList<>();
  private int files;

  private ModelFiles(Path directory, long seed) {
    this.directory = directory;
    this.random = new Random(seed);
    String[] chosen = DELIMITERS[random.nextInt(DELIMITERS.length)];
    this.delimiter = chosen[0];
    this.delimiterName = chosen[1];
    this.newline = random.nextInt(3) == 0 ? "\r\n" : "\n";
    this.quoteAll = random.nextInt(4) == 0;
  }

  /// Writes the model into `directory`; the seed chooses the spelling.
  static LoadSpec write(GraphModel model, Path directory, long seed, LoadOptions options) {
    ModelFiles files = new ModelFiles(directory, seed);
    for (VertexLabel label : model.schema().vertexLabels()) files.writeVertices(model, label);
    for (Triple triple : model.schema().triples()) files.writeEdges(model, triple);
    return new LoadSpec(
        "g", files.vertices, files.edges, options.withUndirected(!model.directed()));
  }

  private void writeVertices(GraphModel model, VertexLabel label) {
    List<String> names = names("the id", label.properties());
    for (List<GraphModel.Vertex> part : parts(model.vertices().get(label.id()))) {
      List<List<String>> rows = new ArrayList<>();
      for (GraphModel.Vertex vertex : part) {
        List<String> row = new ArrayList<>(List.of(quote(vertex.oid().toString())));
        row.addAll(cells(label.properties(), vertex.values()));
        rows.add(row);
      }
      Path file = write(names, rows);
      String types = types(label.properties()) + ",the id:" + label.oidType().label();
      vertices.add(
          new VertexInput(
              label.name(),
              "%s#id=the id&delimiter=%s&types=%s"
                  .formatted(file, delimiterName, types.replaceFirst("^,", ""))));
    }
  }

  private void writeEdges(GraphModel model, Triple triple) {
    EdgeLabel label = model.schema().edgeLabels().get(triple.edgeLabel());
    VertexLabel source = model.schema().vertexLabels().get(triple.source());
    VertexLabel destination = model.schema().vertexLabels().get(triple.destination());
    List<String> names = names("from", label.properties());
    names.add("to");
    for (List<GraphModel.Edge> part : parts(model.edges().get(triple.id()))) {
      List<List<String>> rows = new ArrayList<>();
      for (GraphModel.Edge edge : part) {
        List<String> row = new ArrayList<>(List.of(quote(edge.source().toString())));
        row.addAll(cells(label.properties(), edge.values()));
        row.add(quote(edge.destination().toString()));
        rows.add(row);
      }
      Path file = write(names, rows);
      String types = types(label.properties());
      String options =
          "src=from&dst=to&src_label=%s&dst_label=%s&delimiter=%s"
              .formatted(source.name(), destination.name(), delimiterName);
      if (!types.isEmpty()) options += "&types=" + types;
      edges.add(new EdgeInput(label.name(), file + "#" + options));
    }
  }

  private <T> List<List<T>> parts(List<T> all) {
    if (random.nextInt(3) > 0) return List.of(all);
    int cut = random.nextInt(all.size() + 1);
    return List.of(all.subList(0, cut), all.subList(cut, all.size()));
  }

  private static List<String> names(String key, List<Property> properties) {
    List<String> names = new ArrayList<>(List.of(key));
    properties.forEach(property -> names.add(property.name()));
    return names;
  }

  private static String types(List<Property> properties) {
    return properties.stream()
        .map(property -> property.name() + ":" + property.type().label())
        .collect(Collectors.joining(","));
  }

  private List<String> cells(List<Property> properties, List<Optional<Object>> values) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) cells.add(cell(properties.get(i), values.get(i)));
    return cells;
  }

  private String cell(Property property, Optional<Object> value) {
    if (value.isEmpty()) return "";
    return quote(
        property.type() == PropertyType.UINT64
            ? Long.toUnsignedString((Long) value.get())
            : value.get().toString());
  }

  private String quote(String text) {
    boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> "\"\r\n,;|\t".indexOf(c) >= 0);
    if (plain && !quoteAll && random.nextInt(8) > 0) return text;
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private Path write(List<String> names, List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(8) == 0) text.append('\ufeff');
    text.append(String.join(delimiter, names)).append(newline);
    for (List<String> row : rows) {
      if (random.nextInt(20) == 0) text.append(newline);
      text.append(String.join(delimiter, row)).append(newline);
    }
    boolean cut = !rows.isEmpty() && random.nextInt(4) == 0;
    if (cut) text.setLength(text.length() - newline.length());
    try {
      return Files.writeString(directory.resolve("f" + files++ + ".csv"), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
