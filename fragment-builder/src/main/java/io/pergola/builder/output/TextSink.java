package io.pergola.builder.output;

import io.pergola.builder.input.LoadException;
import io.pergola.graph.Column;
import io.pergola.graph.Oid;
import io.pergola.graph.PropertyType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes rows as text.
final class TextSink implements RowSink {
  private final BufferedWriter writer;
  private final boolean quotes;
  private final char delimiter;

  private TextSink(Path file, boolean quotes, char delimiter) throws IOException {
    this.writer = Files.newBufferedWriter(file);
    this.quotes = quotes;
    this.delimiter = delimiter;
  }

  static TextSink csv(Path file, List<String> names) throws IOException {
    TextSink sink = new TextSink(file, true, ',');
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) sink.writer.write(',');
      sink.text(names.get(i));
    }
    sink.writer.write('\n');
    return sink;
  }

  static TextSink blanks(Path file) throws IOException {
    return new TextSink(file, false, ' ');
  }

  @Override
  public void row(List<Oid> ids, List<Column> columns, long row) throws IOException {
    for (int i = 0; i < ids.size(); i++) {
      if (i > 0) writer.write(delimiter);
      text(ids.get(i).toString());
    }
    for (Column column : columns) {
      writer.write(delimiter);
      if (column.isNull(row)) {
        if (!quotes) throw unfit("a weight that is null");
        continue;
      }
      if (column.property().type() == PropertyType.STRING) text(column.text(row));
      else writer.write(column.text(row));
    }
    writer.write('\n');
  }

  /// An empty text is quoted, so that it is not taken for null.
  private void text(String text) throws IOException {
    if (!quotes && !isPlainId(text)) throw unfit("the id '%s'".formatted(text));
    boolean plain =
        !quotes
            || (!text.isEmpty()
                && text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r'));
    writer.write(plain ? text : '"' + text.replace("\"", "\"\"") + '"');
  }

  /// Whether it has no blanks, and does not make its line a comment.
  private static boolean isPlainId(String text) {
    return !text.isEmpty()
        && "#%".indexOf(text.charAt(0)) < 0
        && text.chars().noneMatch(c -> c <= ' ');
  }

  private static LoadException unfit(String what) {
    return new LoadException.BadOption(
        "an edge list can't hold %s; export the graph as csv or parquet".formatted(what));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
