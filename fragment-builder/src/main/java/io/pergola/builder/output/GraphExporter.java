package io.pergola.builder.output;

import io.pergola.builder.input.LoadException;
import io.pergola.graph.Column;
import io.pergola.graph.Csr;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Property;
import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.store.ObjectStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a graph into files: one for each vertex label and one for each triple, and `graph.yaml`,
/// with which `pergola load --spec` makes the same graph again.
///
/// Vertices and edges stand in the order of fragments and lists. Of an edge without direction,
/// which stands at both ends, one is written.
public final class GraphExporter {
  /// The name of the spec.
  public static final String SPEC = "graph.yaml";

  /// Where each vertex goes, if its id does not say so: a METIS partition file.
  static final String PARTITION = "partition.txt";

  private final FragmentGroup group;
  private final List<Fragment> fragments;
  private final Path directory;
  private final ExportFormat format;
  private final Map<Path, Long> written = new LinkedHashMap<>();

  private GraphExporter(
      FragmentGroup group, List<Fragment> fragments, Path directory, ExportFormat format) {
    this.group = group;
    this.fragments = fragments;
    this.directory = directory;
    this.format = format;
  }

  /// Writes a graph into a directory, which is made if it is not there. All of its fragments must
  /// be in this store.
  ///
  /// @return the rows of each file
  /// @throws LoadException.BadFile if a file can't be written, or is there already
  /// @throws LoadException.BadOption if the format can't hold the graph
  /// @throws io.pergola.store.StoreException.Unsupported if a fragment is elsewhere, or something
  ///   would be lost
  public static Map<Path, Long> export(
      ObjectStore store, FragmentGroup group, Path directory, ExportFormat format) {
    List<Fragment> fragments = Fragments.openAll(store, group);
    try {
      GraphExporter exporter = new GraphExporter(group, fragments, directory, format);
      exporter.requireFit();
      exporter.write();
      return exporter.written;
    } catch (IOException failure) {
      throw new LoadException.BadFile(
          directory, "the graph can't be written: " + failure.getMessage(), failure);
    } finally {
      fragments.forEach(Fragment::close);
    }
  }

  private void requireFit() {
    if (format != ExportFormat.EDGELIST) return;
    boolean plain =
        group.schema().vertexLabels().stream().allMatch(label -> label.properties().isEmpty())
            && group.schema().edgeLabels().stream().allMatch(GraphExporter::isWeighted);
    if (!plain) {
      throw new LoadException.BadOption(
          "an edge list holds ids and one number an edge, named weight, but the graph has other properties; export it as csv or parquet");
    }
    if (!isFull()) {
      throw new LoadException.BadOption(
          "an edge list can't be empty, but the graph has a label without vertices or edges; export it as csv or parquet");
    }
  }

  private boolean isFull() {
    return group.schema().vertexLabels().stream().allMatch(l -> group.vertexCount(l.id()) > 0)
        && group.schema().triples().stream().allMatch(triple -> entries(triple) > 0);
  }

  private long entries(Triple triple) {
    return group.fragments().stream().mapToLong(part -> part.edges().get(triple.id())).sum();
  }

  private static boolean isWeighted(EdgeLabel label) {
    List<Property> properties = label.properties();
    return properties.isEmpty()
        || (properties.size() == 1
            && properties.getFirst().name().equals("weight")
            && properties.getFirst().type().isNumeric());
  }

  private void write() throws IOException {
    Files.createDirectories(directory);
    SpecText spec = new SpecText(group);
    for (VertexLabel label : group.schema().vertexLabels()) {
      Path file = fresh("vertices-" + safe(label.name()), false);
      String id = free("id", label.properties());
      spec.vertices(label, file.getFileName().toString(), id);
      writeVertices(label, file, id);
    }
    for (Triple triple : group.schema().triples()) {
      EdgeLabel label = group.schema().edgeLabels().get(triple.edgeLabel());
      String source = group.schema().vertexLabels().get(triple.source()).name();
      String destination = group.schema().vertexLabels().get(triple.destination()).name();
      Path file =
          fresh("edges-" + safe(label.name()) + "-" + safe(source) + "-" + safe(destination), true);
      List<String> ends = List.of(free("src", label.properties()), free("dst", label.properties()));
      spec.edges(triple, file.getFileName().toString(), ends);
      writeEdges(triple, file, ends);
    }
    if (group.partitioner() instanceof Partitioner.Probe) writePartition();
    Files.writeString(directory.resolve(SPEC), spec.text());
  }

  /// A line for each vertex, in the order of the files.
  private void writePartition() throws IOException {
    Path file = directory.resolve(PARTITION);
    long rows = 0;
    try (BufferedWriter lines = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
      for (VertexLabel label : group.schema().vertexLabels()) {
        for (Fragment fragment : fragments) {
          int count = fragment.innerCount(label.id());
          for (int lid = 0; lid < count; lid++) lines.write(fragment.fid() + "\n");
          rows += count;
        }
      }
    }
    written.put(file, rows);
  }

  private Path fresh(String name, boolean edges) {
    Path file = directory.resolve(name + "." + format.extension(edges));
    if (Files.exists(file) || written.containsKey(file)) {
      throw new LoadException.BadFile(
          file, "is there already; take an empty directory, nothing is written over");
    }
    return file;
  }

  /// Labels may hold any characters, file names not. Different labels stay different.
  private static String safe(String label) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '_');
      name.append(plain ? String.valueOf(c) : "%" + Integer.toHexString(c) + "_");
    }
    return name.toString();
  }

  private static String free(String name, List<Property> properties) {
    String free = name;
    while (true) {
      String candidate = free;
      if (properties.stream().noneMatch(property -> property.name().equals(candidate))) return free;
      free = "_" + free;
    }
  }

  private RowSink sink(Path file, List<Property> columns) throws IOException {
    return switch (format) {
      case CSV -> TextSink.csv(file, columns.stream().map(Property::name).toList());
      case PARQUET -> new ParquetSink(file, columns);
      case EDGELIST -> TextSink.blanks(file);
    };
  }

  private void writeVertices(VertexLabel label, Path file, String id) throws IOException {
    List<Property> columns = new ArrayList<>(List.of(new Property(id, label.oidType())));
    columns.addAll(label.properties());
    long rows = 0;
    try (RowSink sink = sink(file, columns)) {
      for (Fragment fragment : fragments) {
        List<Column> all = fragment.table(label.id()).columns();
        List<Column> values = all.subList(1, all.size());
        for (int lid = 0; lid < fragment.innerCount(label.id()); lid++, rows++) {
          sink.row(List.of(fragment.oid(label.id(), lid)), values, lid);
        }
      }
    }
    written.put(file, rows);
  }

  private void writeEdges(Triple triple, Path file, List<String> ends) throws IOException {
    EdgeLabel label = group.schema().edgeLabels().get(triple.edgeLabel());
    List<Property> columns = new ArrayList<>();
    List<Integer> labels = List.of(triple.source(), triple.destination());
    for (int i = 0; i < 2; i++) {
      VertexLabel end = group.schema().vertexLabels().get(labels.get(i));
      columns.add(new Property(ends.get(i), end.oidType()));
    }
    columns.addAll(label.properties());
    long rows = 0;
    try (RowSink sink = sink(file, columns)) {
      for (Fragment fragment : fragments) rows += writeEdges(triple, fragment, sink);
    }
    written.put(file, rows);
  }

  private long writeEdges(Triple triple, Fragment fragment, RowSink sink) throws IOException {
    Csr out = fragment.out(triple);
    List<Column> values = fragment.edges(triple).columns();
    long rows = 0;
    for (int lid = 0; lid < fragment.innerCount(triple.source()); lid++) {
      Oid source = fragment.oid(triple.source(), lid);
      long loops = 0;
      for (long at = out.begin(lid); at < out.end(lid); at++) {
        int neighbor = out.neighbor(at);
        if (fragment.symmetric(triple)) {
          if (neighbor == lid && ++loops % 2 == 0) continue;
          if (isElsewhere(triple.source(), fragment, lid, neighbor)) continue;
        }
        sink.row(List.of(source, oid(fragment, triple.destination(), neighbor)), values, at);
        rows++;
      }
    }
    return rows;
  }

  /// Whether an edge without direction is written from its other end, the one with the lesser gid.
  private static boolean isElsewhere(int label, Fragment fragment, int lid, int neighbor) {
    return Long.compareUnsigned(fragment.gid(label, neighbor), fragment.gid(label, lid)) < 0;
  }

  private Oid oid(Fragment fragment, int label, int lid) {
    if (lid < fragment.innerCount(label)) return fragment.oid(label, lid);
    long gid = fragment.gid(label, lid);
    Fragment owner = fragments.get(owner(fragment, label, lid));
    return owner.oid(label, owner.lid(gid));
  }

  private int owner(Fragment fragment, int label, int lid) {
    int fid = 0;
    while (fragment.outerBegin(label, fid + 1) <= lid) fid++;
    return fid;
  }
}
