package io.pergola.builder.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// An open input file. Any number of threads may read it.
final class TextFile implements ByteSource {
  private final Path path;
  private final FileChannel channel;
  private final long size;

  private TextFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  /// Opens a file for reading.
  ///
  /// @throws LoadException.BadFile if it is missing, a directory, unreadable or empty
  static TextFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw new LoadException.BadFile(path, "is a directory, expected a file; name a file in it");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new LoadException.BadFile(
          path, "is a pipe or a device, expected a file; write its content to a file first");
    }
    try {
      FileChannel channel = FileChannel.open(path);
      TextFile file = new TextFile(path, channel, channel.size());
      if (file.size == 0) {
        file.close();
        throw new LoadException.BadFile(path, "is empty, expected at least a header or a record");
      }
      return file;
    } catch (NoSuchFileException missing) {
      throw new LoadException.BadFile(
          path,
          "there is no such file; the path is relative to %s"
              .formatted(Path.of("").toAbsolutePath()),
          missing);
    } catch (AccessDeniedException denied) {
      throw new LoadException.BadFile(path, "can't be read: permission denied", denied);
    } catch (IOException failure) {
      throw new LoadException.BadFile(path, "can't be opened: " + failure.getMessage(), failure);
    }
  }

  @Override
  public Path path() {
    return path;
  }

  long size() {
    return size;
  }

  @Override
  public int read(long position, byte[] into, int at, int length) {
    int wanted = (int) Math.max(0, Math.min(length, size - position));
    ByteBuffer target = ByteBuffer.wrap(into, at, wanted);
    try {
      while (target.hasRemaining()) {
        if (channel.read(target, position + target.position() - at) < 0) {
          throw new LoadException.BadFile(
              path, "got shorter while it was read; load it again when nobody writes to it");
        }
      }
      return wanted;
    } catch (IOException failure) {
      throw new LoadException.BadFile(path, "can't be read: " + failure.getMessage(), failure);
    }
  }

  @Override
  public long limit() {
    return size;
  }

  @Override
  public long consumed(long position) {
    return position;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new LoadException.BadFile(path, "can't be closed: " + failure.getMessage(), failure);
    }
  }
}
