package io.pergola.builder.vertex;

import io.pergola.builder.stage.BitRank;
import io.pergola.builder.stage.Region;
import io.pergola.builder.stage.StagedChunk;
import io.pergola.builder.stage.StagedWords;
import io.pergola.builder.stage.Words;
import io.pergola.builder.stage.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Numbers the vertices that only edges name, with integer ids: in the order of their ids.
///
/// Ids of a narrow range are collected as bits, others in a hash table whose parts are filled by
/// one thread each: all of them look at all ids, and take those of their part.
public final class IntEdgeNumbering {
  private static final int BLOCK = 1024;
  private static final int RUN = 1 << 16;

  private final String label;
  private final List<Ends> ends;
  private final Cutting cutting;
  private final Workers workers;
  private final Region region;
  private long least = Long.MAX_VALUE;
  private long greatest = Long.MIN_VALUE;
  private long count;

  /// @param ends all columns that name vertices of the label
  /// @param region keeps the ids
  public IntEdgeNumbering(
      String label, List<Ends> ends, Cutting cutting, Workers workers, Region region) {
    this.label = label;
    this.ends = ends;
    this.cutting = cutting;
    this.workers = workers;
    this.region = region;
  }

  /// Numbers them.
  public IntVertices number() {
    forEachColumn((keys, rows) -> {
      least = Math.min(least, keys.least());
      greatest = Math.max(greatest, keys.greatest());
      count += rows;
    });
    if (count == 0) return finish(new long[0], new LongTable(0));
    long span = greatest - least;
    boolean narrow = span >= 0 && span < Math.min(1L << 36, Math.max(1 << 16, 16 * count));
    return narrow ? byBits(span + 1) : byHash();
  }

  private IntVertices byBits(long span) {
    BitRank bits = new BitRank(span);
    List<StagedWords> columns = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    forEachColumn((keys, count) -> {
      columns.add(keys);
      rows.add(count);
    });
    workers.run(columns.size(), i -> collect(columns.get(i), rows.get(i), bits));
    long found = bits.settle();
    if (found > Integer.MAX_VALUE - 64) throw VertexSpace.tooMany(label, found);
    long[] ids = new long[bits.count()];
    long[] words = bits.words();
    for (int word = 0, at = 0; word < words.length; word++) {
      for (long left = words[word]; left != 0; left &= left - 1) {
        ids[at++] = least + ((long) word << 6) + Long.numberOfTrailingZeros(left);
      }
    }
    int[] places = new int[ids.length];
    PlacedVertices placed = deal(ids, places);
    boolean plain = cutting.fragments() == 1;
    IdMap map = new IdMap.Ranked(least, words, bits.ranks(), plain ? new int[0] : places);
    return new IntVertices(placed, map);
  }

  private void collect(StagedWords keys, int rows, BitRank bits) {
    long[] ids = new long[BLOCK];
    for (int from = 0; from < rows; from += BLOCK) {
      int length = Math.min(BLOCK, rows - from);
      Words.load(keys.values(), from, length, keys.width(), ids);
      for (int i = 0; i < length; i++) bits.add(ids[i] - least);
    }
  }

  private IntVertices byHash() {
    int partBits = 32 - Integer.numberOfLeadingZeros(workers.threads() - 1);
    LongTable table = new LongTable(partBits);
    workers.run(
        table.partCount(),
        part -> {
          long[] ids = new long[BLOCK];
          forEachColumn((keys, rows) -> {
            for (int from = 0; from < rows; from += BLOCK) {
              int length = Math.min(BLOCK, rows - from);
              Words.load(keys.values(), from, length, keys.width(), ids);
              table.addAll(part, ids, length);
            }
          });
        });
    if (table.size() > Integer.MAX_VALUE - 64) throw VertexSpace.tooMany(label, table.size());
    long[] ids = table.ids();
    Arrays.parallelSort(ids);
    return finish(ids, table);
  }

  private IntVertices finish(long[] ids, LongTable table) {
    int[] places = new int[ids.length];
    PlacedVertices placed = deal(ids, places);
    workers.run(
        table.partCount(),
        part -> {
          for (int rank = 0; rank < ids.length; rank++) {
            if (table.partOf(ids[rank]) == part) table.put(ids[rank], places[rank]);
          }
        });
    return new IntVertices(placed, table);
  }

  /// Gives each id its place, by rank, and makes them runs.
  private PlacedVertices deal(long[] ids, int[] places) {
    int fnum = cutting.fragments();
    IntOwner owner =
        cutting.ranges() ? new IntOwner.ByRange(ids, fnum) : new IntOwner.ByRemainder(fnum);
    Placing placing = new Placing(fnum);
    for (long id : ids) placing.count(owner.fid(id));
    VertexSpace space = placing.settle(label);
    for (int rank = 0; rank < ids.length; rank++) {
      places[rank] = placing.place(owner.fid(ids[rank]));
    }
    List<VertexRun> runs = new ArrayList<>();
    for (int from = 0; from < ids.length; from += RUN) {
      int to = Math.min(ids.length, from + RUN);
      StagedWords keys = StagedWords.of(region, Arrays.copyOfRange(ids, from, to), to - from, 1);
      runs.add(new VertexRun(Arrays.copyOfRange(places, from, to), keys, List.of()));
    }
    return new PlacedVertices(space, runs, owner.boundaries(), new BitSet());
  }

  private interface ColumnVisitor {
    void visit(StagedWords keys, int rows);
  }

  private void forEachColumn(ColumnVisitor visitor) {
    for (Ends end : ends) {
      for (StagedChunk chunk : end.table().chunks()) {
        if (chunk.rows() > 0) visitor.visit(chunk.keys().get(end.key()), chunk.rows());
      }
    }
  }
}
