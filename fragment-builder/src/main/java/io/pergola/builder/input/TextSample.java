package io.pergola.builder.input;

/// Samples text. A chunk begins behind the first newline after its place; if that one lies in
/// quotes, its first records are bad and do not count.
final class TextSample implements TableSample.Plan {
  private final ByteSource text;
  private final Dialect dialect;
  private final TableSample.Size size;
  private final long start;
  private final long length;
  private final boolean whole;
  private long position;
  private long taken;
  private int chunks;
  private boolean ended;
  private Chunk chunk = new Chunk(0, 0, 0);

  TextSample(TextContents contents, TableSample.Size size) {
    this.text = contents.open().get();
    this.dialect = contents.dialect();
    this.size = size;
    this.start = contents.dataAt();
    this.position = start;
    this.length = text.limit() - start;
    this.whole = !isSeekable() || length <= (long) size.chunkBytes() * size.chunks();
  }

  private boolean isSeekable() {
    return text instanceof TextFile;
  }

  @Override
  public boolean next(ChunkReader reader) {
    if (chunks == size.chunks() && !(whole && isSeekable())) return false;
    if (!whole) position = Math.max(position, start + length * chunks / size.chunks());
    int filled = 0;
    int from = 0;
    int end = 0;
    for (long want = size.chunkBytes(); end <= from; want *= 4) {
      int wanted = (int) Math.min(want, RecordCutter.MAX_RECORD);
      filled = text.read(position, reader.buffer(wanted), 0, wanted);
      ended = filled < wanted;
      if (filled == 0) return false;
      from = whole || position == start ? 0 : afterNewline(reader.buffer(filled), filled);
      end = ended ? filled : RecordCutter.cut(dialect, reader.buffer(filled), filled);
      if (end <= from && (ended || want >= RecordCutter.MAX_RECORD)) return false;
    }
    byte[] bytes = reader.buffer(filled);
    System.arraycopy(bytes, from, bytes, 0, end - from);
    chunk = new Chunk(0, position + from, end - from);
    position += end;
    taken += end - from;
    chunks++;
    return true;
  }

  private static int afterNewline(byte[] bytes, int length) {
    int at = 0;
    while (at < length && bytes[at] != '\n') at++;
    return Math.min(length, at + 1);
  }

  @Override
  public Chunk chunk() {
    return chunk;
  }

  @Override
  public double scale() {
    if (taken == 0 || (whole && ended)) return 1;
    if (isSeekable()) return (double) length / taken;
    long packed = Math.max(1, text.consumed(position));
    return Math.max(1, (double) text.path().toFile().length() / packed);
  }

  @Override
  public void close() {
    text.close();
  }
}
