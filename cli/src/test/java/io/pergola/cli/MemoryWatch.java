package io.pergola.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The most memory that a process was seen to use, by the kernel's counters.
final class MemoryWatch {
  private int looks;
  private long ownBytes;
  private long scratchBytes;
  private long highWater;

  /// Looks at a process, unless it is gone.
  void look(long pid) {
    long anonymous = 0;
    long scratch = 0;
    boolean ofScratch = false;
    for (String line : lines(pid, "smaps")) {
      // a mapping's first line ends with its file; files that never had a name are "#" and a number
      if (Character.digit(line.charAt(0), 16) >= 0 && line.contains("-")) {
        ofScratch = line.matches(".*/#\\d+ \\(deleted\\)");
      } else if (line.startsWith("Anonymous:")) {
        anonymous += bytes(line);
      } else if (ofScratch && line.startsWith("Rss:")) {
        scratch += bytes(line);
      }
    }
    looks++;
    ownBytes = Math.max(ownBytes, anonymous + scratch);
    scratchBytes = Math.max(scratchBytes, scratch);
    for (String line : lines(pid, "status")) {
      if (line.startsWith("VmHWM:")) highWater = Math.max(highWater, bytes(line));
    }
  }

  private static List<String> lines(long pid, String file) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid, file), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return List.of();
    }
  }

  private static long bytes(String line) {
    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
  }

  int looks() {
    return looks;
  }

  /// Anonymous pages, and pages of mapped scratch files.
  long ownBytes() {
    return ownBytes;
  }

  /// Pages of mapped scratch files alone.
  long scratchBytes() {
    return scratchBytes;
  }

  /// All pages, shared ones and those of files included.
  long highWater() {
    return highWater;
  }

  @Override
  public String toString() {
    return "%d looks: own %d MiB, of it scratch %d MiB; high water %d MiB"
        .formatted(looks, ownBytes >> 20, scratchBytes >> 20, highWater >> 20);
  }
}
