package io.pergola.builder.vertex;

import io.pergola.builder.stage.ByteCount;
import io.pergola.builder.stage.ColumnSink;
import io.pergola.builder.stage.StagedColumn;
import io.pergola.builder.stage.StagedText;
import io.pergola.builder.stage.StagedWords;
import io.pergola.builder.stage.Words;
import io.pergola.builder.stage.Workers;
import io.pergola.graph.ColumnWriter;
import io.pergola.graph.Layouts;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.TableWriter;
import io.pergola.graph.VertexLabel;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes the vertex tables of one label, one a fragment: the id, then the properties.
///
/// The rows that a run gives to a fragment stand together there, so each run is copied by one task,
/// fragment by fragment.
public final class VertexTables {
  private static final int ID = -1;

  private final VertexLabel label;
  private final Vertices vertices;
  private final Workers workers;
  private final int fnum;
  private final List<VertexRun> runs;

  /// For each run and fragment the rows of the run that go there.
  private final int[][][] rows;

  /// For each text column (the id first, if it is one), run and fragment: bytes, then where they
  /// begin.
  private final long[][][] texts;

  private final long[][] textTotals;

  /// By property and fragment.
  private final boolean[][] nullable;

  /// @param vertices with their places
  public VertexTables(VertexLabel label, Vertices vertices, Workers workers) {
    this.label = label;
    this.vertices = vertices;
    this.workers = workers;
    this.fnum = vertices.space().fnum();
    this.runs = vertices.placed().runs();
    this.rows = new int[runs.size()][][];
    this.texts = new long[label.properties().size() + 1][runs.size()][fnum];
    this.nullable = new boolean[label.properties().size()][fnum];
    this.textTotals = new long[label.properties().size() + 1][fnum];
  }

  /// Counts the bytes of texts; first of all.
  public void measure() {
    workers.run(runs.size(), this::measure);
    for (int column = 0; column < texts.length; column++) {
      for (int run = 0; run < runs.size(); run++) {
        for (int fid = 0; fid < fnum; fid++) {
          long length = texts[column][run][fid];
          texts[column][run][fid] = textTotals[column][fid];
          textTotals[column][fid] += length;
        }
      }
    }
  }

  private void measure(int index) {
    VertexRun run = runs.get(index);
    rows[index] = split(run);
    for (int column = ID; column < run.properties().size(); column++) {
      if (column != ID) findNulls(run.properties().get(column), column, rows[index]);
      if (!isText(column)) continue;
      for (int fid = 0; fid < fnum; fid++) {
        long length = 0;
        for (int row : rows[index][fid]) length += textLength(run, column, row);
        texts[column + 1][index][fid] = length;
      }
    }
  }

  /// Several threads may set the same flag; none clears it.
  private void findNulls(StagedColumn source, int column, int[][] split) {
    MemorySegment nulls = source.nulls();
    if (nulls == null) return;
    for (int fid = 0; fid < fnum; fid++) {
      for (int row : split[fid]) {
        if (nulls.get(Layouts.BYTE, row) != 0) nullable[column][fid] = true;
      }
    }
  }

  private int[][] split(VertexRun run) {
    int[] counts = new int[fnum];
    for (int place : run.places()) if (place >= 0) counts[vertices.space().owner(place)]++;
    int[][] split = new int[fnum][];
    for (int fid = 0; fid < fnum; fid++) split[fid] = new int[counts[fid]];
    Arrays.fill(counts, 0);
    for (int row = 0; row < run.rows(); row++) {
      int place = run.places()[row];
      if (place < 0) continue;
      int fid = vertices.space().owner(place);
      split[fid][counts[fid]++] = row;
    }
    return split;
  }

  private PropertyType type(int column) {
    return column == ID ? label.oidType() : label.properties().get(column).type();
  }

  private boolean isText(int column) {
    return type(column) == PropertyType.STRING;
  }

  private int textLength(VertexRun run, int column, int row) {
    if (column != ID) return ((StagedText) run.properties().get(column)).length(row);
    return ((TextVertices) vertices).dictionary().length(run.keys().at(row));
  }

  /// Bytes of all tables.
  public long byteSize() {
    long total = 0;
    for (int column = ID; column < label.properties().size(); column++) {
      for (int fid = 0; fid < fnum; fid++) {
        total +=
            ByteCount.ofColumn(
                type(column),
                vertices.space().inner(fid),
                textTotals[column + 1][fid],
                isNullable(column, fid));
      }
    }
    return total;
  }

  private boolean isNullable(int column, int fid) {
    return column != ID && nullable[column][fid];
  }

  /// Writes and seals the tables, by fragment.
  public List<ObjectMeta> write(ObjectStore store) {
    List<TableWriter> tables = new ArrayList<>();
    List<List<ColumnSink>> sinks = new ArrayList<>();
    for (int fid = 0; fid < fnum; fid++) {
      TableWriter table = TableWriter.of(store, vertices.space().inner(fid));
      List<ColumnSink> columns = new ArrayList<>();
      for (int column = ID; column < label.properties().size(); column++) {
        columns.add(new ColumnSink(add(table, column, fid), isNullable(column, fid)));
      }
      tables.add(table);
      sinks.add(columns);
    }
    workers.run(runs.size(), run -> copy(run, sinks));
    return tables.stream().map(TableWriter::seal).toList();
  }

  private ColumnWriter add(TableWriter table, int column, int fid) {
    Property property =
        column == ID
            ? new Property(VertexLabel.OID, label.oidType())
            : label.properties().get(column);
    return isText(column)
        ? table.addText(property, textTotals[column + 1][fid])
        : table.add(property);
  }

  private void copy(int index, List<List<ColumnSink>> sinks) {
    VertexRun run = runs.get(index);
    long[] words = new long[run.rows()];
    for (int fid = 0; fid < fnum; fid++) {
      int[] some = rows[index][fid];
      if (some.length == 0) continue;
      int at = vertices.space().local(run.places()[some[0]]);
      for (int column = ID; column < label.properties().size(); column++) {
        ColumnSink sink = sinks.get(fid).get(column + 1);
        if (isText(column)) {
          copyTexts(run, column, some, sink, at, texts[column + 1][index][fid]);
        } else {
          StagedWords source = column == ID ? run.keys() : words(run, column);
          Words.gather(source.values(), some, some.length, source.width(), words);
          sink.words(at, words, some.length);
        }
        if (column != ID) copyNulls(run.properties().get(column), some, sink, at, words);
      }
    }
  }

  private static StagedWords words(VertexRun run, int column) {
    return (StagedWords) run.properties().get(column);
  }

  private static void copyNulls(
      StagedColumn source, int[] some, ColumnSink sink, int at, long[] flags) {
    MemorySegment nulls = source.nulls();
    if (nulls == null) return;
    Words.gather(nulls, some, some.length, 1, flags);
    sink.nulls(at, flags, some.length);
  }

  private void copyTexts(
      VertexRun run, int column, int[] some, ColumnSink sink, int at, long begin) {
    long position = begin;
    for (int i = 0; i < some.length; i++) {
      position += copyText(run, column, some[i], sink.bytes(), position);
      sink.end(at + i, position);
    }
  }

  private int copyText(VertexRun run, int column, int row, MemorySegment target, long position) {
    int length = textLength(run, column, row);
    if (column == ID) {
      long number = run.keys().at(row);
      TextPart part = ((TextVertices) vertices).dictionary().part(number);
      int begin = part.begin(TextDictionary.index(number));
      MemorySegment.copy(part.bytes(), begin, target, Layouts.BYTE, position, length);
    } else {
      StagedText text = (StagedText) run.properties().get(column);
      MemorySegment.copy(text.bytes(), text.begin(row), target, position, length);
    }
    return length;
  }
}
