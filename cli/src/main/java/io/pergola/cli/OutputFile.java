package io.pergola.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes a file so that it is there whole or not at all.
final class OutputFile {
  private OutputFile() {}

  /// What fills it.
  interface Content {
    /// Writes everything to a file that is there, empty, or is no regular one.
    void writeTo(Path file) throws IOException;
  }

  /// Text that fills it.
  interface Text {
    /// Writes everything.
    void writeTo(Appendable out) throws IOException;
  }

  /// Writes text in UTF-8, as [#write] writes.
  static void writeText(Path file, Text text) throws IOException {
    write(
        file,
        part -> {
          try (Writer out = Files.newBufferedWriter(part)) {
            text.writeTo(out);
          }
        });
  }

  /// Writes beside the file and renames; what is no regular file, such as a pipe, is written to.
  static void write(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      content.writeTo(file);
      return;
    }
    Path part = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
    part.toFile().deleteOnExit(); // should the process be told to end meanwhile
    Files.createFile(part);
    try {
      content.writeTo(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
