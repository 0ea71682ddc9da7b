package io.pergola.builder.input;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// Looks at the head of a file, whatever its format.
final class TableOpener {
  private TableOpener() {}

  static TableFile open(Path path, InputOptions options, boolean edges) {
    Format format = options.format().orElseGet(() -> Format.of(path));
    return switch (format) {
      case PARQUET -> columns(path, format, ParquetColumns.open(path));
      case ARROW -> columns(path, format, ArrowColumns.open(path));
      case GRAPHML, GML, DOT -> graph(path, format, edges);
      case MTX -> matrix(path);
      default -> text(path, format, options);
    };
  }

  private static TableFile columns(Path path, Format format, ColumnFile file) {
    TableFile.Shape shape = TableFile.Shape.of(file.columns(), true);
    return new TableFile(
        path, format, shape, List.of(), new ColumnContents(file, path.toFile().length()));
  }

  private static TableFile text(Path path, Format format, InputOptions options) {
    Supplier<ByteSource> open = () -> Compression.of(path).open(path);
    try (ByteSource text = open.get()) {
      TableHead.Found found = new TableHead(TextHead.read(text), format, options).read();
      return new TableFile(
          path,
          format,
          TableFile.Shape.of(found.columns(), found.header()),
          found.sample(),
          TextContents.of(open, found.dialect(), found.dataAt()));
    }
  }

  private static TableFile matrix(Path path) {
    Supplier<ByteSource> open = () -> Compression.of(path).open(path);
    try (ByteSource text = open.get()) {
      MatrixHead head = MatrixHead.read(TextHead.read(text));
      return new TableFile(
          path,
          Format.MTX,
          new TableFile.Shape(head.columns(), true, head.entries(), head.symmetric()),
          List.of(),
          TextContents.of(open, Format.MTX.dialect(), head.dataAt()));
    }
  }

  private static TableFile graph(Path path, Format format, boolean edges) {
    GraphFile.Imported graph = GraphFile.read(path, format, edges);
    List<ColumnHead> columns = graph.columns();
    TextHead head = TextHead.ofAny(graph.text());
    TableHead sampler = new TableHead(head, format, InputOptions.NONE);
    return new TableFile(
        path,
        format,
        TableFile.Shape.of(columns, true),
        sampler.sample(columns.size()),
        TextContents.of(graph::text, format.dialect(), 0));
  }
}
