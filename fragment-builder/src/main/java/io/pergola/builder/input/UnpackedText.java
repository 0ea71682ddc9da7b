package io.pergola.builder.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/// The text of a compressed file. The bytes read last are kept, so that a reader may step back to
/// the begin of a record; further back it starts again.
///
/// However much a small file unpacks to, only what was asked for is in memory.
final class UnpackedText implements ByteSource {
  private static final long NO_LIMIT = 1L << 60;

  private final TextFile file;
  private final Compression compression;
  private InputStream text;
  private long packedPosition;
  private long position;
  private byte[] recent = new byte[0];
  private int recentLength;

  UnpackedText(TextFile file, Compression compression) {
    this.file = file;
    this.compression = compression;
    this.text = start();
  }

  private InputStream start() {
    packedPosition = 0;
    position = 0;
    recentLength = 0;
    try {
      return compression.unpack(new Packed());
    } catch (IOException damaged) {
      throw damaged(damaged);
    }
  }

  @Override
  public Path path() {
    return file.path();
  }

  @Override
  public int read(long from, byte[] into, int at, int length) {
    if (from < position - recentLength) text = start();
    int again = (int) Math.min(length, Math.max(0, position - from));
    if (again > 0) {
      int offset = recentLength - (int) (position - from);
      System.arraycopy(recent, offset, into, at, again);
    }
    try {
      while (position < from) skip(from);
      int fresh = text.readNBytes(into, at + again, length - again);
      position += fresh;
      if (fresh > 0) keep(into, at, again + fresh);
      return again + fresh;
    } catch (IOException damaged) {
      throw damaged(damaged);
    }
  }

  private void skip(long from) throws IOException {
    long skipped = text.skip(from - position);
    if (skipped <= 0 && text.read() < 0) {
      throw new LoadException.BadFile(
          path(), "got shorter while it was read; load it again when nobody writes to it");
    }
    position += Math.max(1, skipped);
    recentLength = 0;
  }

  private void keep(byte[] bytes, int at, int length) {
    if (recent.length < length) recent = new byte[length];
    System.arraycopy(bytes, at, recent, 0, length);
    recentLength = length;
  }

  @Override
  public long limit() {
    return NO_LIMIT;
  }

  @Override
  public long consumed(long upTo) {
    return packedPosition;
  }

  private LoadException damaged(IOException failure) {
    return new LoadException.BadFile(
        path(),
        "is damaged, or not compressed as its name says (%s after %d bytes of text): %s; compress it again, or name it as what it is"
            .formatted(compression, position, failure.getMessage()),
        failure);
  }

  @Override
  public void close() {
    try {
      text.close();
    } catch (IOException failure) {
      throw damaged(failure);
    } finally {
      recent = Arrays.copyOf(recent, 0);
      file.close();
    }
  }

  /// The file as a stream.
  private final class Packed extends InputStream {
    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int at, int length) {
      if (length == 0) return 0;
      int count = file.read(packedPosition, into, at, length);
      packedPosition += count;
      return count == 0 ? -1 : count;
    }

    @Override
    public int available() {
      // so that GZIPInputStream looks for a further member
      return packedPosition < file.size() ? 1 : 0;
    }
  }
}
