package io.pergola.builder.vertex;

import io.pergola.builder.stage.StagedChunk;
import io.pergola.builder.stage.StagedTable;
import io.pergola.builder.stage.StagedWords;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Numbers the vertices of a file with integer ids: in the order of the file, the first of equal
/// ids wins.
public final class IntFileNumbering {
  private final String label;
  private final StagedTable table;
  private final Cutting cutting;
  private final Duplicates listener;
  private final List<VertexRun> runs = new ArrayList<>();
  private int accepted;

  /// @param table the file; its first column holds the ids
  /// @param listener hears of equal ids
  public IntFileNumbering(String label, StagedTable table, Cutting cutting, Duplicates listener) {
    this.label = label;
    this.table = table;
    this.cutting = cutting;
    this.listener = listener;
  }

  /// Numbers them.
  public IntVertices number() {
    IdMap.Writable map = emptyMap();
    for (StagedChunk chunk : table.chunks()) accept(chunk, map);
    IntOwner owner = owner();
    Placing placing = new Placing(cutting.fragments());
    forEach((run, row, id) -> placing.count(owner.fid(id)));
    VertexSpace space = placing.settle(label);
    BitSet unsorted = new BitSet();
    long[] last = new long[cutting.fragments()];
    Arrays.fill(last, Long.MIN_VALUE);
    forEach((run, row, id) -> {
      int fid = owner.fid(id);
      run.places()[row] = placing.place(fid);
      map.put(id, run.places()[row]);
      if (id < last[fid]) unsorted.set(fid);
      last[fid] = id;
    });
    return new IntVertices(new PlacedVertices(space, runs, owner.boundaries(), unsorted), map);
  }

  private IdMap.Writable emptyMap() {
    long rows = table.rows();
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (StagedChunk chunk : table.chunks()) {
      if (chunk.rows() == 0) continue;
      least = Math.min(least, chunk.keys().getFirst().least());
      greatest = Math.max(greatest, chunk.keys().getFirst().greatest());
    }
    long span = greatest - least;
    long most = Math.min(Integer.MAX_VALUE - 64L, Math.max(4 * rows, 1 << 16));
    boolean direct = rows > 0 && span >= 0 && span < most;
    return direct ? new IdMap.Direct(least, (int) span + 1) : new LongTable(0);
  }

  private void accept(StagedChunk chunk, IdMap.Writable map) {
    int[] places = new int[chunk.rows()];
    StagedWords keys = chunk.keys().getFirst();
    IntArrayList duplicates = new IntArrayList();
    for (int row = 0; row < places.length; row++) {
      boolean first = map.put(keys.at(row), 0) == VertexSpace.NONE;
      places[row] = first ? 0 : VertexSpace.NONE;
      if (first) accepted++;
      else duplicates.add(row);
    }
    listener.found(table, chunk, duplicates.toIntArray());
    if (accepted < 0) throw VertexSpace.tooMany(label, 1L << 31);
    runs.add(new VertexRun(places, keys, chunk.properties()));
  }

  private IntOwner owner() {
    if (!cutting.ranges()) {
      return new IntOwner.ByRemainder(cutting.fragments());
    }
    long[] sorted = new long[accepted];
    int[] at = {0};
    forEach((run, row, id) -> sorted[at[0]++] = id);
    Arrays.parallelSort(sorted);
    return new IntOwner.ByRange(sorted, cutting.fragments());
  }

  private interface Visitor {
    void visit(VertexRun run, int row, long id);
  }

  private void forEach(Visitor visitor) {
    for (VertexRun run : runs) {
      for (int row = 0; row < run.rows(); row++) {
        if (run.places()[row] != VertexSpace.NONE) visitor.visit(run, row, run.keys().at(row));
      }
    }
  }
}
