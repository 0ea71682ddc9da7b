package io.pergola.builder.input;

import java.nio.file.Path;

/// The text of an input file, whatever it is wrapped in. Positions count bytes of the text.
///
/// It is read from front to back; a step back is cheap within the bytes read last, further back
/// where the file is not compressed.
interface ByteSource extends AutoCloseable {
  /// The file.
  Path path();

  /// Reads up to `length` bytes from `position` on into `into[at ..]`; fewer only where the text
  /// ends. Returns how many.
  ///
  /// @throws LoadException.BadFile if the file is damaged or the system fails to read
  int read(long position, byte[] into, int at, int length);

  /// No more bytes than this make up the text.
  long limit();

  /// How many bytes of the file it took to read the text up to `position`.
  long consumed(long position);

  @Override
  void close();
}
