package io.pergola.builder.edge;

import io.pergola.builder.stage.ColumnSink;
import io.pergola.builder.stage.Words;
import io.pergola.graph.ColumnWriter;
import io.pergola.graph.Layouts;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.TableWriter;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Fills the edge table of a triple in one fragment: rows of out-entries bucket by bucket, then
/// rows of in-entries whose sources others own.
final class EdgeTableWriter {
  private final TableWriter table;
  private final List<ColumnWriter> columns = new ArrayList<>();
  private final List<ColumnSink> sinks = new ArrayList<>();
  private final boolean[] nullable;
  private final long rows;

  /// @param rows of both kinds
  /// @param textBytes by property, of both kinds
  /// @param nullable by property
  EdgeTableWriter(
      ObjectStore store,
      List<Property> properties,
      long rows,
      long[] textBytes,
      boolean[] nullable) {
    this.table = TableWriter.of(store, rows);
    this.rows = rows;
    this.nullable = nullable;
    for (int i = 0; i < properties.size(); i++) {
      Property property = properties.get(i);
      boolean text = property.type() == PropertyType.STRING;
      columns.add(text ? table.addText(property, textBytes[i]) : table.add(property));
      sinks.add(new ColumnSink(columns.get(i), nullable[i]));
    }
  }

  long rows() {
    return rows;
  }

  ObjectMeta seal() {
    return table.seal();
  }

  /// Writes the out-rows of a bucket.
  ///
  /// @param at the first row
  /// @param textAt by property, where the texts begin
  void writeOut(SortedBucket bucket, BucketTexts texts, long at, long[] textAt) {
    long[] unsorted = new long[bucket.size()];
    long[] words = new long[bucket.size()];
    for (int i = 0; i < sinks.size(); i++) {
      EdgeBuckets.Column column = bucket.edges().column(i);
      if (sinks.get(i).type() == PropertyType.STRING) {
        texts.write(bucket, i, sinks.get(i), new BucketTexts.Place(at, textAt[i]));
      } else if (column.values() != null) {
        Words.load(column.values(), bucket.start(), bucket.size(), column.width(), unsorted);
        arrange(unsorted, bucket.order(), words);
        sinks.get(i).words(at, words, bucket.size());
      }
      if (column.nulls() != null) {
        Words.load(column.nulls(), bucket.start(), bucket.size(), 1, unsorted);
        arrange(unsorted, bucket.order(), words);
        sinks.get(i).nulls(at, words, bucket.size());
      }
    }
  }

  private static void arrange(long[] unsorted, int[] order, long[] words) {
    for (int i = 0; i < words.length; i++) words[i] = unsorted[order[i]];
  }

  /// Copies rows of other fragments' tables as rows `at …`.
  ///
  /// @param tables by fragment
  /// @param textAt by property, where the texts begin
  void copyRemote(List<EdgeTableWriter> tables, RemoteRows remote, long at, long[] textAt) {
    long[] words = new long[remote.size()];
    for (int i = 0; i < sinks.size(); i++) {
      if (sinks.get(i).type() == PropertyType.STRING) {
        copyTexts(tables, i, remote, at, textAt[i]);
      } else {
        loadWords(tables, i, remote, words);
        sinks.get(i).words(at, words, remote.size());
      }
      if (nullable[i]) {
        loadNulls(tables, i, remote, words);
        sinks.get(i).nulls(at, words, remote.size());
      }
    }
  }

  private void copyTexts(
      List<EdgeTableWriter> tables, int property, RemoteRows remote, long at, long textAt) {
    ColumnSink sink = sinks.get(property);
    long position = textAt;
    for (int i = 0; i < remote.size(); i++) {
      ColumnWriter source = tables.get(remote.owner(i)).columns.get(property);
      long begin = source.offsets().getAtIndex(Layouts.LONG, remote.row(i));
      long end = source.offsets().getAtIndex(Layouts.LONG, remote.row(i) + 1);
      MemorySegment.copy(source.values(), begin, sink.bytes(), position, end - begin);
      position += end - begin;
      sink.end(at + i, position);
    }
  }

  private void loadWords(
      List<EdgeTableWriter> tables, int property, RemoteRows remote, long[] words) {
    MemorySegment[] sources =
        tables.stream()
            .map(table -> table.columns.get(property).values())
            .toArray(MemorySegment[]::new);
    PropertyType type = sinks.get(property).type();
    for (int i = 0; i < words.length; i++) {
      words[i] = word(sources[remote.owner(i)], type, remote.row(i));
    }
  }

  private static void loadNulls(
      List<EdgeTableWriter> tables, int property, RemoteRows remote, long[] flags) {
    for (int i = 0; i < flags.length; i++) {
      EdgeTableWriter owner = tables.get(remote.owner(i));
      boolean valid =
          !owner.nullable[property] || isSet(owner.columns.get(property).validity(), remote.row(i));
      flags[i] = valid ? 0 : 1;
    }
  }

  /// Bytes of a text in one row.
  long textLength(int property, long row) {
    MemorySegment offsets = columns.get(property).offsets();
    return offsets.getAtIndex(Layouts.LONG, row + 1) - offsets.getAtIndex(Layouts.LONG, row);
  }

  private static long word(MemorySegment values, PropertyType type, long row) {
    if (type == PropertyType.BOOL) return isSet(values, row) ? 1 : 0;
    return switch (type.byteWidth()) {
      case 1 -> values.get(Layouts.BYTE, row);
      case 2 -> values.getAtIndex(Layouts.SHORT, row);
      case 4 -> values.getAtIndex(Layouts.INT, row);
      default -> values.getAtIndex(Layouts.LONG, row);
    };
  }

  private static boolean isSet(MemorySegment bits, long row) {
    return (bits.get(Layouts.BYTE, row >>> 3) >>> (row & 7) & 1) != 0;
  }
}
