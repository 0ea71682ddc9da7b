package io.pergola.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes a file so that it is there whole or not at all.
final class OutputFile {
  private OutputFile() {}

  /// What fills it.
  interface Content {
    /// Writes everything.
    void writeTo(Appendable out) throws IOException;
  }

  /// Writes beside the file and renames; what is no regular file, such as a pipe, is written to.
  static void write(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (Writer out = Files.newBufferedWriter(file)) {
        content.writeTo(out);
      }
      return;
    }
    Path part = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
    part.toFile().deleteOnExit(); // should the process be told to end meanwhile
    try {
      try (Writer out = Files.newBufferedWriter(part, StandardOpenOption.CREATE_NEW)) {
        content.writeTo(out);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
