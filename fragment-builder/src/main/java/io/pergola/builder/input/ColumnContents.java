package io.pergola.builder.input;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Records in typed columns. A chunk is a batch; its offset is its first row, its length their
/// number.
record ColumnContents(ColumnFile file, long byteSize) implements Contents {
  @Override
  public ChunkSource chunks(int chunkBytes) {
    return new Batches();
  }

  @Override
  public TableSample.Plan sample(TableSample.Size size) {
    return new SomeBatches(size);
  }

  @Override
  public ChunkParser parser(BoundFile bound, Batch batch) {
    return new ColumnParser(file, bound, batch);
  }

  @Override
  public void reread(Chunk chunk, ChunkReader reader) {
    // the parser reads for itself
  }

  @Override
  public LineFinder lines() {
    return new LineFinder.OfRecords();
  }

  /// Hands out slices to readers, and to each reader the batches of its slice.
  private final class Batches implements ChunkSource {
    private final long[] slices = file.slices();
    private final Map<ChunkReader, Place> places = new HashMap<>();
    private int nextSlice;
    private long rowsTaken;

    /// What is left of a slice for a reader.
    private record Place(long row, long end) {
      long size() {
        return end - row;
      }
    }

    /// A slice of which nobody has read yet, else half of what another reader has left: whoever
    /// gets nothing says that the file is at its end.
    private Place more() {
      while (nextSlice < slices.length - 1) {
        Place slice = new Place(slices[nextSlice], slices[++nextSlice]);
        if (slice.size() > 0) return slice;
      }
      return places.entrySet().stream()
          .max(Comparator.comparingLong(entry -> entry.getValue().size()))
          .map(this::half)
          .orElse(new Place(0, 0));
    }

    private Place half(Map.Entry<ChunkReader, Place> of) {
      Place whole = of.getValue();
      long kept = whole.size() / 2 / ColumnFile.BATCH * ColumnFile.BATCH;
      of.setValue(new Place(whole.row(), whole.row() + kept));
      return new Place(whole.row() + kept, whole.end());
    }

    @Override
    public @Nullable Chunk next(ChunkReader reader, int index) {
      Place place = places.getOrDefault(reader, new Place(0, 0));
      if (place.size() == 0) place = more();
      if (place.size() == 0) return null;
      int rows = (int) Math.min(ColumnFile.BATCH, place.size());
      places.put(reader, new Place(place.row() + rows, place.end()));
      rowsTaken += rows;
      return new Chunk(index, place.row(), rows);
    }

    @Override
    public long bytesTaken() {
      return byteSize * rowsTaken / Math.max(1, slices[slices.length - 1]);
    }

    @Override
    public void close() {}
  }

  /// Takes the first batch of slices that are spread over the file.
  private final class SomeBatches implements TableSample.Plan {
    private final long[] slices = file.slices();
    private final int step;
    private int slice;
    private long taken;
    private Chunk chunk = new Chunk(0, 0, 0);

    SomeBatches(TableSample.Size size) {
      long most = Math.max(1, (long) size.chunkBytes() * size.chunks() / (16 * ColumnFile.BATCH));
      this.step = (int) Math.max(1, (slices.length - 1 + most - 1) / most);
    }

    @Override
    public boolean next(ChunkReader reader) {
      long next = chunk.offset() + chunk.length();
      boolean within = step == 1 && slice > 0 && next < slices[slice];
      if (!within) {
        if (slice >= slices.length - 1) return false;
        next = slices[slice];
        slice += step;
      }
      long end =
          slices[Math.min(within || step == 1 ? slice : slice - step + 1, slices.length - 1)];
      chunk = new Chunk(0, next, (int) Math.min(ColumnFile.BATCH, end - next));
      taken += chunk.length();
      return chunk.length() > 0 || next(reader);
    }

    @Override
    public Chunk chunk() {
      return chunk;
    }

    @Override
    public double scale() {
      return taken == 0 ? 1 : (double) slices[slices.length - 1] / taken;
    }

    @Override
    public void close() {}
  }
}
