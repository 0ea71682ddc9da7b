package io.pergola.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the system says of this process, for tests that look for leaks.
public final class ProcessFacts {
  private ProcessFacts() {}

  /// How many descriptors are open.
  public static long descriptors() {
    return openFiles().size();
  }

  /// What is open: paths of files, and names such as `socket:[4711]`.
  public static List<String> openFiles() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.flatMap(ProcessFacts::target).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Stream<String> target(Path descriptor) {
    try {
      return Stream.of(Files.readSymbolicLink(descriptor).toString());
    } catch (IOException closed) {
      return Stream.empty();
    }
  }

  /// How many mappings of the memory files of stores there are.
  public static long storeMappings() {
    return lines("/proc/self/maps").stream().filter(line -> line.contains("memfd:pergola")).count();
  }

  /// How many bytes of the memory files of stores are in memory, of those that are mapped here.
  public static long residentStoreBytes() {
    long kibibytes = 0;
    boolean ours = false;
    for (String line : lines("/proc/self/smaps")) {
      if (!Character.isUpperCase(line.charAt(0))) ours = line.contains("memfd:pergola");
      else if (ours && line.startsWith("Rss:")) {
        kibibytes += Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return kibibytes << 10;
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
