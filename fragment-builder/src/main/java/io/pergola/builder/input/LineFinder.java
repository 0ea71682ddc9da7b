package io.pergola.builder.input;

/// Turns places in a file into line numbers, counted from 1. Fast for ascending places: it reads
/// the file once.
public sealed interface LineFinder extends AutoCloseable {
  /// The line of the record or cell at `offset`.
  long lineAt(long offset);

  @Override
  void close();

  /// Lines end with `\n`, also inside of quotes: it is what an editor shows.
  final class OfText implements LineFinder {
    private final ByteSource text;
    private final byte[] buffer = new byte[1 << 18];
    private long position;
    private long newlines;

    OfText(ByteSource text) {
      this.text = text;
    }

    @Override
    public long lineAt(long offset) {
      if (offset < position) {
        position = 0;
        newlines = 0;
      }
      while (position < offset) {
        int wanted = (int) Math.min(buffer.length, offset - position);
        int length = text.read(position, buffer, 0, wanted);
        if (length == 0) break;
        for (int i = 0; i < length; i++) if (buffer[i] == '\n') newlines++;
        position += length;
      }
      return newlines + 1;
    }

    @Override
    public void close() {
      text.close();
    }
  }

  /// Where there are no lines, records are counted.
  record OfRecords() implements LineFinder {
    @Override
    public long lineAt(long offset) {
      return offset + 1;
    }

    @Override
    public void close() {}
  }
}
