package io.pergola.builder;

import io.pergola.builder.input.LoadException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A partition as METIS writes it: line k holds the number of the fragment of vertex k.
final class PartitionFile {
  private PartitionFile() {}

  /// Reads it.
  ///
  /// @param vertices how many lines there must be
  static short[] read(Path file, int vertices, int fragments) {
    short[] fids = new short[vertices];
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      for (int line = 0; line < vertices; line++) {
        fids[line] = fid(file, line + 1, lines.readLine(), vertices, fragments);
      }
      String more = lines.readLine();
      if (more != null && !more.isBlank()) {
        throw new LoadException.BadFile(
            file, "has more than %d lines, and there are so many vertices".formatted(vertices));
      }
      return fids;
    } catch (IOException failure) {
      throw new LoadException.BadFile(file, "can't be read: " + failure.getMessage(), failure);
    }
  }

  private static short fid(
      Path file, int line, @Nullable String text, int vertices, int fragments) {
    if (text == null) {
      throw new LoadException.BadFile(
          file, "has %d lines, but there are %d vertices".formatted(line - 1, vertices));
    }
    String number = text.strip();
    if (!number.matches("[0-9]{1,4}") || Integer.parseInt(number) >= fragments) {
      throw new LoadException.BadRecord(
          file,
          line,
          "",
          "'%s' is no fragment, expected 0 to %d; load with as many --fragments as the file has"
              .formatted(number.length() > 40 ? number.substring(0, 40) : number, fragments - 1));
    }
    return Short.parseShort(number);
  }
}
