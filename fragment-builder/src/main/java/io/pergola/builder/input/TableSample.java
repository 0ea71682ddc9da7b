package io.pergola.builder.input;

/// Some chunks of a file, spread evenly over it where it can be read at any place, else its
/// beginning. Read by one thread.
public final class TableSample implements AutoCloseable {
  private final BoundFile file;
  private final Plan plan;
  private final ChunkReader reader;
  private int chunks;

  /// What to take of a file.
  ///
  /// @param chunkBytes bytes of a chunk
  /// @param chunks how many at most; a file that has no more is read whole
  public record Size(int chunkBytes, int chunks) {}

  /// How a file's contents are sampled.
  interface Plan extends AutoCloseable {
    /// The next chunk, with what is needed to parse it in the reader's buffer; false if there is
    /// none.
    boolean next(ChunkReader reader);

    /// The chunk.
    Chunk chunk();

    /// How many times as many records the file has as there were in the chunks so far.
    double scale();

    @Override
    void close();
  }

  /// A sample of a file.
  public TableSample(BoundFile file, Size size) {
    this.file = file;
    this.plan = file.file().contents().sample(size);
    this.reader = new ChunkReader(java.util.List.of(file));
  }

  /// Reads the next chunk; false if there is none.
  public boolean next() {
    if (!plan.next(reader)) return false;
    reader.parseSampled(plan.chunk());
    chunks++;
    return true;
  }

  /// The file.
  public BoundFile file() {
    return file;
  }

  /// The records of the chunk read last.
  public Batch batch() {
    return reader.batch();
  }

  /// How many chunks were read.
  public int chunks() {
    return chunks;
  }

  /// How many times as many records the file has as there were in the chunks so far.
  public double scale() {
    return plan.scale();
  }

  @Override
  public void close() {
    reader.close();
    plan.close();
  }
}
