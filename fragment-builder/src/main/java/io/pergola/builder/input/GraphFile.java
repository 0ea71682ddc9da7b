package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jgrapht.alg.util.Pair;
import org.jgrapht.alg.util.Triple;
import org.jgrapht.nio.Attribute;
import org.jgrapht.nio.BaseEventDrivenImporter;
import org.jgrapht.nio.EventDrivenImporter;
import org.jgrapht.nio.dot.DOTEventDrivenImporter;
import org.jgrapht.nio.gml.GmlEventDrivenImporter;
import org.jgrapht.nio.graphml.SimpleGraphMLEventDrivenImporter;

/// A file with a whole graph, vertices and edges, that one of JGraphT's importers reads. Its
/// vertices or its edges become a table with a column for each attribute that any of them has.
///
/// These formats are for small graphs: the file and the table are held in memory.
final class GraphFile {
  private static final long MOST_BYTES = 1L << 28;

  private final boolean edges;
  private final List<List<String>> keys = new ArrayList<>();
  private final List<Map<String, Attribute>> rows = new ArrayList<>();
  private final Map<String, Optional<PropertyType>> types = new LinkedHashMap<>();

  private GraphFile(boolean edges) {
    this.edges = edges;
  }

  /// The table as CSV.
  ///
  /// @param columns ids first
  record Imported(ByteSource text, List<ColumnHead> columns) {}

  /// @param edges whether edges are wanted, or vertices
  static Imported read(Path path, Format format, boolean edges) {
    GraphFile file = new GraphFile(edges);
    String text = text(path);
    try {
      switch (format) {
        case GRAPHML ->
            file.listen(new SimpleGraphMLEventDrivenImporter()).importInput(new StringReader(text));
        case GML -> file.listen(new GmlEventDrivenImporter()).importInput(new StringReader(text));
        default ->
            file.listenToDot(new DOTEventDrivenImporter()).importInput(new StringReader(text));
      }
    } catch (RuntimeException | StackOverflowError malformed) {
      throw new LoadException.BadFile(
          path,
          "is not well-formed %s: %s; correct it".formatted(format, reason(malformed)),
          malformed);
    }
    byte[] csv = file.csv();
    return new Imported(new MemoryText(path, csv), file.columns());
  }

  private static String reason(Throwable malformed) {
    Throwable cause = malformed.getCause() == null ? malformed : malformed.getCause();
    return String.valueOf(cause.getMessage() == null ? cause : cause.getMessage());
  }

  private static String text(Path path) {
    try (TextFile file = TextFile.open(path)) {
      if (file.size() > MOST_BYTES) {
        throw new LoadException.BadFile(
            path,
            "has %d bytes; graphs of this format may have %d. Convert it to CSV or Parquet"
                .formatted(file.size(), MOST_BYTES));
      }
      byte[] bytes = new byte[(int) file.size()];
      file.read(0, bytes, 0, bytes.length);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.contains("<!DOCTYPE") || text.contains("<!ENTITY")) {
        throw new LoadException.BadFile(
            path,
            "declares a document type, which could pull in other files; remove the declaration");
      }
      return text;
    } catch (CharacterCodingException malformed) {
      throw new LoadException.BadFile(path, "is not UTF-8; convert it to UTF-8", malformed);
    }
  }

  private <V> EventDrivenImporter<V, Triple<V, V, Double>> listen(
      BaseEventDrivenImporter<V, Triple<V, V, Double>> importer) {
    if (edges) {
      importer.addEdgeConsumer(edge -> {
        begin(List.of(edge.getFirst().toString(), edge.getSecond().toString()));
        if (edge.getThird() != null)
          put("weight", org.jgrapht.nio.DefaultAttribute.createAttribute(edge.getThird()));
      });
      importer.addEdgeAttributeConsumer((key, value) -> put(key.getSecond(), value));
    } else {
      importer.addVertexConsumer(vertex -> begin(List.of(vertex.toString())));
      importer.addVertexAttributeConsumer((key, value) -> put(key.getSecond(), value));
    }
    @SuppressWarnings("unchecked") // each of them is both
    EventDrivenImporter<V, Triple<V, V, Double>> both =
        (EventDrivenImporter<V, Triple<V, V, Double>>) importer;
    return both;
  }

  private EventDrivenImporter<String, Pair<String, String>> listenToDot(
      DOTEventDrivenImporter importer) {
    if (edges) {
      importer.addEdgeConsumer(edge -> begin(List.of(edge.getFirst(), edge.getSecond())));
      importer.addEdgeAttributeConsumer((key, value) -> put(key.getSecond(), value));
    } else {
      importer.addVertexConsumer(vertex -> begin(List.of(vertex)));
      importer.addVertexAttributeConsumer((key, value) -> put(key.getSecond(), value));
    }
    return importer;
  }

  private void begin(List<String> ids) {
    keys.add(ids);
    rows.add(new LinkedHashMap<>());
  }

  /// Attributes come right behind their vertex or edge.
  private void put(String name, Attribute value) {
    if (rows.isEmpty() || isKey(name)) return;
    rows.getLast().put(name, value);
    Optional<PropertyType> type = type(value);
    types.merge(name, type, (a, b) -> a.equals(b) ? a : Optional.empty());
  }

  private boolean isKey(String name) {
    return edges
        ? name.equals("source") || name.equals("target")
        : name.equals("id") || name.equals("ID");
  }

  /// The type that the format gives; nothing where it has to be guessed.
  private static Optional<PropertyType> type(Attribute value) {
    return switch (value.getType()) {
      case BOOLEAN -> Optional.of(PropertyType.BOOL);
      case INT -> Optional.of(PropertyType.INT32);
      case LONG -> Optional.of(PropertyType.INT64);
      case FLOAT -> Optional.of(PropertyType.FLOAT);
      case DOUBLE -> Optional.of(PropertyType.DOUBLE);
      case STRING, HTML -> Optional.of(PropertyType.STRING);
      default -> Optional.empty();
    };
  }

  private List<ColumnHead> columns() {
    List<ColumnHead> columns = new ArrayList<>();
    for (String key : edges ? List.of("source", "target") : List.of("id")) {
      columns.add(ColumnHead.named(key));
    }
    types.forEach((name, type) -> columns.add(new ColumnHead(name, ColumnHead.Role.ANY, type)));
    return columns;
  }

  private byte[] csv() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < keys.size(); i++) {
      StringBuilder line = new StringBuilder();
      for (String key : keys.get(i)) line.append(quote(key)).append(',');
      for (String name : types.keySet()) {
        Attribute value = rows.get(i).get(name);
        line.append(value == null ? "" : quote(value.getValue())).append(',');
      }
      line.setLength(line.length() - 1);
      out.writeBytes(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static String quote(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }
}
