package io.pergola.builder.input;

import java.nio.file.Path;

/// Text that an importer made of a file.
final class MemoryText implements ByteSource {
  private final Path path;
  private final byte[] text;

  MemoryText(Path path, byte[] text) {
    this.path = path;
    this.text = text;
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public int read(long position, byte[] into, int at, int length) {
    int count = (int) Math.max(0, Math.min(length, text.length - position));
    if (count > 0) System.arraycopy(text, (int) position, into, at, count);
    return count;
  }

  @Override
  public long limit() {
    return text.length;
  }

  @Override
  public long consumed(long position) {
    return position;
  }

  @Override
  public void close() {}
}
