package io.pergola.builder;

import io.pergola.builder.input.BoundFile;
import io.pergola.builder.input.LoadException;
import io.pergola.builder.input.TableFile;
import io.pergola.builder.vertex.Ends;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks at the heads of all files and settles labels, columns and types.
final class Planner {
  private static final String DEFAULT_LABEL = "vertex";

  private final LoadSpec spec;
  private final Set<WidenedColumn> widened;
  private final Map<String, List<FileColumns>> vertexFiles = new LinkedHashMap<>();
  private final Map<String, Map<Ends, List<FileColumns>>> edgeFiles = new LinkedHashMap<>();
  private final List<String> vertexLabels = new ArrayList<>();

  /// The labels at both ends of a file's edges.
  private record Ends(String source, String destination) {}

  /// A column that was taken for int64 in an earlier attempt and is double.
  ///
  /// @param edges whether the label is an edge label
  record WidenedColumn(boolean edges, String label, String property) {}

  Planner(LoadSpec spec, Set<WidenedColumn> widened) {
    this.spec = spec;
    this.widened = widened;
  }

  /// @throws LoadException if a file or an option does not fit
  LoadPlan plan() {
    openVertices();
    openEdges();
    List<LoadPlan.VertexTable> vertices = new ArrayList<>();
    for (String name : vertexLabels) vertices.add(vertexTable(vertices.size(), name));
    Schema schema =
        new Schema(vertices.stream().map(LoadPlan.VertexTable::label).toList(), edgeLabels());
    return new LoadPlan(schema, vertices, edgeTables(schema));
  }

  private void openVertices() {
    for (VertexInput input : spec.vertices()) {
      TableFile file = TableFile.ofVertices(input.file(), input.options()).only(input.label());
      if (!vertexLabels.contains(input.label())) vertexLabels.add(input.label());
      List<FileColumns> files =
          vertexFiles.computeIfAbsent(input.label(), label -> new ArrayList<>());
      files.add(FileColumns.ofVertices(file, input.options()));
      files.getLast().requireSame(files.getFirst(), input.label());
    }
  }

  private void openEdges() {
    for (EdgeInput input : spec.edges()) {
      TableFile file = TableFile.ofEdges(input.file(), input.options()).only(input.label());
      requireDirection(file);
      Ends ends =
          new Ends(
              input.options().srcLabel().orElseGet(() -> onlyLabel(input, "src_label")),
              input.options().dstLabel().orElseGet(() -> onlyLabel(input, "dst_label")));
      FileColumns columns = FileColumns.ofEdges(file, input.options());
      Map<Ends, List<FileColumns>> relations =
          edgeFiles.computeIfAbsent(input.label(), label -> new LinkedHashMap<>());
      relations.computeIfAbsent(ends, pair -> new ArrayList<>()).add(columns);
      columns.requireSame(firstOf(relations), input.label());
      for (String label : List.of(ends.source(), ends.destination())) {
        requireKnown(input, label);
        if (!vertexLabels.contains(label)) vertexLabels.add(label);
      }
    }
  }

  private void requireDirection(TableFile file) {
    if (!file.symmetric() || spec.options().undirected()) return;
    throw new LoadException.BadFile(
        file.path(),
        "is a symmetric matrix: each entry stands for an edge without direction; load it with --undirected");
  }

  /// Where some labels have files, one without is rather a typing error than meant.
  private void requireKnown(EdgeInput input, String label) {
    boolean meant = spec.vertices().isEmpty() || input.options().newLabels().orElse(false);
    if (meant || vertexFiles.containsKey(label)) return;
    throw new LoadException.BadOption(
        "edges of '%s' (%s) join the vertex label '%s', which has no file; there are %s. Give --vertices %s=FILE, or take its vertices from the edges with #new_labels=true"
            .formatted(input.label(), input.file(), label, vertexFiles.keySet(), label));
  }

  private static FileColumns firstOf(Map<Ends, List<FileColumns>> relations) {
    return relations.values().iterator().next().getFirst();
  }

  /// The label of edges that do not say which: the only one that vertices or other edges name.
  private String onlyLabel(EdgeInput input, String option) {
    List<String> named = new ArrayList<>(vertexFiles.keySet());
    for (EdgeInput other : spec.edges()) {
      other.options().srcLabel().filter(label -> !named.contains(label)).ifPresent(named::add);
      other.options().dstLabel().filter(label -> !named.contains(label)).ifPresent(named::add);
    }
    if (named.size() > 1) {
      throw new LoadException.BadOption(
          "edges of '%s' (%s) may join any of the vertex labels %s; say which with #%s=…"
              .formatted(input.label(), input.file(), named, option));
    }
    return named.isEmpty() ? DEFAULT_LABEL : named.getFirst();
  }

  private LoadPlan.VertexTable vertexTable(int id, String name) {
    List<FileColumns> files = vertexFiles.getOrDefault(name, List.of());
    ColumnType ids = ColumnType.unknown();
    String what = "the id of vertex label '" + name + "'";
    for (FileColumns file : files) ids = ids.and(file.keyType(0), what);
    for (ColumnType end : endTypes(name)) {
      boolean decides = files.isEmpty() || (!end.guessed() && !ids.guessed());
      if (decides) ids = ids.and(end, what);
      else if (!end.guessed()) ids = end;
    }
    PropertyType oidType = ids.orElse(PropertyType.INT64);
    if (!oidType.isOidType()) {
      throw new LoadException.BadOption(
          "%s is given as %s; ids are int64, int32 or string".formatted(what, oidType.label()));
    }
    List<FileColumns.BoundProperty> properties = properties(false, name, files);
    List<BoundFile> bound =
        files.stream().map(file -> file.bind(List.of(oidType), properties)).toList();
    return new LoadPlan.VertexTable(
        new VertexLabel(id, name, oidType, schemaOf(properties)), bound);
  }

  /// What the ends of edges say about the ids of a vertex label.
  private List<ColumnType> endTypes(String vertexLabel) {
    List<ColumnType> types = new ArrayList<>();
    for (Map<Ends, List<FileColumns>> relations : edgeFiles.values()) {
      relations.forEach((ends, files) -> {
        for (FileColumns file : files) {
          if (ends.source().equals(vertexLabel)) types.add(file.keyType(0));
          if (ends.destination().equals(vertexLabel)) types.add(file.keyType(1));
        }
      });
    }
    return types;
  }

  private List<FileColumns.BoundProperty> properties(
      boolean edges, String label, List<FileColumns> files) {
    List<FileColumns.BoundProperty> properties = new ArrayList<>();
    if (files.isEmpty()) return properties;
    for (String name : files.getFirst().properties()) {
      ColumnType type = ColumnType.unknown();
      for (FileColumns file : files) {
        type = type.and(file.propertyType(name), "property '%s' of '%s'".formatted(name, label));
      }
      boolean wide = widened.contains(new WidenedColumn(edges, label, name));
      PropertyType settled = wide ? PropertyType.DOUBLE : type.orElse(PropertyType.STRING);
      properties.add(new FileColumns.BoundProperty(name, settled, type.guessed()));
    }
    return properties;
  }

  private static List<Property> schemaOf(List<FileColumns.BoundProperty> properties) {
    return properties.stream().map(p -> new Property(p.name(), p.type())).toList();
  }

  private List<EdgeLabel> edgeLabels() {
    List<EdgeLabel> labels = new ArrayList<>();
    edgeFiles.forEach((name, relations) -> {
      List<EdgeLabel.Relation> pairs =
          relations.keySet().stream()
              .map(ends ->
                  new EdgeLabel.Relation(
                      vertexLabels.indexOf(ends.source()),
                      vertexLabels.indexOf(ends.destination())))
              .toList();
      labels.add(new EdgeLabel(labels.size(), name, schemaOf(edgeProperties(name)), pairs));
    });
    return labels;
  }

  private List<FileColumns.BoundProperty> edgeProperties(String name) {
    List<FileColumns> files =
        edgeFiles.getOrDefault(name, Map.of()).values().stream().flatMap(List::stream).toList();
    return properties(true, name, files);
  }

  private List<LoadPlan.EdgeTable> edgeTables(Schema schema) {
    List<LoadPlan.EdgeTable> tables = new ArrayList<>();
    for (Triple triple : schema.triples()) {
      EdgeLabel label = schema.edgeLabels().get(triple.edgeLabel());
      VertexLabel source = schema.vertexLabels().get(triple.source());
      VertexLabel destination = schema.vertexLabels().get(triple.destination());
      List<PropertyType> keys = List.of(source.oidType(), destination.oidType());
      List<FileColumns.BoundProperty> properties = edgeProperties(label.name());
      List<BoundFile> files =
          edgeFiles
              .getOrDefault(label.name(), Map.of())
              .getOrDefault(new Ends(source.name(), destination.name()), List.of())
              .stream()
              .map(file -> file.bind(keys, properties))
              .toList();
      tables.add(new LoadPlan.EdgeTable(triple, files));
    }
    return tables;
  }
}
