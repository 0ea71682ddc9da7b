package io.pergola.builder.input;

import java.nio.file.Path;

/// Turns places in a file into line numbers. Fast for ascending places: it reads the file once.
public final class LineFinder implements AutoCloseable {
  private final TextFile file;
  private final byte[] buffer = new byte[1 << 18];
  private long position;
  private long newlines;

  /// Opens the file.
  public LineFinder(Path path) {
    this.file = TextFile.open(path);
  }

  /// The line of the byte at `offset`, counted from 1. Lines end with `\n`, also inside of quotes:
  /// it is what an editor shows.
  public long lineAt(long offset) {
    if (offset < position) {
      position = 0;
      newlines = 0;
    }
    while (position < offset) {
      int length = (int) Math.min(buffer.length, offset - position);
      file.read(position, buffer, 0, length);
      for (int i = 0; i < length; i++) if (buffer[i] == '\n') newlines++;
      position += length;
    }
    return newlines + 1;
  }

  @Override
  public void close() {
    file.close();
  }
}
