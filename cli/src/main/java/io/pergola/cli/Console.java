package io.pergola.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a command prints: data to `out`, progress and errors to `err`. Always UTF-8.
///
/// @param out standard output
/// @param err standard error
record Console(PrintWriter out, PrintWriter err) {
  /// The streams of this process.
  static Console ofProcess() {
    return new Console(writer(FileDescriptor.out), writer(FileDescriptor.err));
  }

  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8)));
  }

  /// Prints a line that is no data.
  void say(String line) {
    err.println(line);
    err.flush();
  }

  /// Whether someone watches standard error.
  static boolean isWatched() {
    try {
      String stream = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return stream.startsWith("/dev/pts/") || stream.startsWith("/dev/tty");
    } catch (IOException unknown) {
      return false;
    }
  }
}
