package io.pergola.builder.vertex;

import io.pergola.builder.stage.Region;
import io.pergola.builder.stage.StagedChunk;
import io.pergola.builder.stage.StagedTable;
import io.pergola.builder.stage.StagedWords;
import io.pergola.graph.Oid;
import io.pergola.graph.WyHash;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Numbers vertices with text ids: those of a file in its order, the first of equal ids wins; those
/// that only edges name in the order of their ids.
public final class TextNumbering {
  private static final int RUN = 1 << 16;
  private static final int UNSEEN = -1;
  private static final int SEEN = -2;

  private final String label;
  private final TextDictionary dictionary;
  private final Cutting cutting;
  private final int[][] places;
  private final List<VertexRun> runs = new ArrayList<>();

  /// @param dictionary all ids of the label
  public TextNumbering(String label, TextDictionary dictionary, Cutting cutting) {
    this.label = label;
    this.dictionary = dictionary;
    this.cutting = cutting;
    this.places = new int[dictionary.partCount()][];
    for (int part = 0; part < places.length; part++) {
      places[part] = new int[dictionary.part(part).size()];
      Arrays.fill(places[part], UNSEEN);
    }
  }

  /// The vertices of a file, whose first column holds the ids. `listener` hears of equal ids.
  public TextVertices ofFile(StagedTable table, Duplicates listener) {
    for (StagedChunk chunk : table.chunks()) {
      StagedWords keys = chunk.keys().getFirst();
      int[] rows = new int[chunk.rows()];
      IntArrayList duplicates = new IntArrayList();
      for (int row = 0; row < rows.length; row++) {
        boolean first = see((int) keys.at(row));
        rows[row] = first ? 0 : VertexSpace.NONE;
        if (!first) duplicates.add(row);
      }
      listener.found(table, chunk, duplicates.toIntArray());
      runs.add(new VertexRun(rows, keys, chunk.properties()));
    }
    boolean ranges = cutting.ranges();
    return finish(ranges ? TextOrder.sort(dictionary, all()) : new int[0]);
  }

  private boolean see(int number) {
    int[] part = places[number & places.length - 1];
    int index = TextDictionary.index(number);
    if (part[index] == SEEN) return false;
    part[index] = SEEN;
    return true;
  }

  /// The vertices that only edges name. `region` keeps the ids.
  public TextVertices ofEdges(Region region) {
    int[] sorted = TextOrder.sort(dictionary, all());
    for (int from = 0; from < sorted.length; from += RUN) {
      int to = Math.min(sorted.length, from + RUN);
      long[] numbers = Arrays.stream(sorted, from, to).asLongStream().toArray();
      StagedWords keys = StagedWords.of(region, numbers, to - from, 4);
      runs.add(new VertexRun(new int[to - from], keys, List.of()));
    }
    return finish(sorted);
  }

  private int[] all() {
    long size = dictionary.size();
    if (size > Integer.MAX_VALUE - 64) throw VertexSpace.tooMany(label, size);
    int[] numbers = new int[(int) size];
    int at = 0;
    for (int part = 0; part < places.length; part++) {
      for (int index = 0; index < places[part].length; index++) {
        numbers[at++] = index << TextDictionary.PART_BITS | part;
      }
    }
    return numbers;
  }

  /// @param sorted all numbers by their texts; empty if the order is not needed
  private TextVertices finish(int[] sorted) {
    int fnum = cutting.fragments();
    boolean ranges = cutting.ranges();
    int[][] fids = ranges ? fidsByRank(sorted) : places;
    Placing placing = new Placing(fnum);
    forEach((run, row, number) -> placing.count(fid(fids, ranges, number)));
    VertexSpace space = placing.settle(label);
    BitSet unsorted = new BitSet();
    int[] last = new int[fnum];
    Arrays.fill(last, UNSEEN);
    forEach((run, row, number) -> {
      int fid = fid(fids, ranges, number);
      int place = placing.place(fid);
      run.places()[row] = place;
      places[number & places.length - 1][TextDictionary.index(number)] = place;
      boolean first = last[fid] == UNSEEN;
      if (!first && TextOrder.compare(dictionary, last[fid], number) > 0) unsorted.set(fid);
      last[fid] = number;
    });
    List<Oid> boundaries = ranges ? boundaries(sorted) : List.of();
    return new TextVertices(
        new PlacedVertices(space, runs, boundaries, unsorted), dictionary, places);
  }

  private int fid(int[][] fids, boolean ranges, int number) {
    if (cutting.fragments() == 1) return 0;
    TextPart part = dictionary.part(number);
    int index = TextDictionary.index(number);
    if (ranges) return fids[number & places.length - 1][index];
    MemorySegment bytes = MemorySegment.ofArray(part.bytes());
    long hash = WyHash.hash(bytes, part.begin(index), part.length(index));
    return (int) Long.remainderUnsigned(hash, cutting.fragments());
  }

  private int[][] fidsByRank(int[] sorted) {
    int[][] fids = new int[places.length][];
    for (int part = 0; part < fids.length; part++) fids[part] = new int[places[part].length];
    for (int rank = 0; rank < sorted.length; rank++) {
      int number = sorted[rank];
      fids[number & fids.length - 1][TextDictionary.index(number)] =
          Placing.fidOfRank(rank, cutting.fragments(), sorted.length);
    }
    return fids;
  }

  private List<Oid> boundaries(int[] sorted) {
    List<Oid> boundaries = new ArrayList<>();
    for (int fid = 1; fid < cutting.fragments(); fid++) {
      if (sorted.length == 0) {
        boundaries.add(Oid.of(""));
      } else {
        int number = sorted[Placing.cut(fid, cutting.fragments(), sorted.length)];
        boundaries.add(Oid.of(new String(dictionary.bytes(number), StandardCharsets.UTF_8)));
      }
    }
    return boundaries;
  }

  private interface Visitor {
    void visit(VertexRun run, int row, int number);
  }

  private void forEach(Visitor visitor) {
    for (VertexRun run : runs) {
      for (int row = 0; row < run.rows(); row++) {
        if (run.places()[row] != VertexSpace.NONE) {
          visitor.visit(run, row, (int) run.keys().at(row));
        }
      }
    }
  }
}
