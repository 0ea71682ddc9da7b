package io.pergola.cli;

import io.pergola.store.Blob;
import io.pergola.store.ObjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells where in the shared memory file blobs lie, from what the system says this process has
/// mapped: lines `begin-end access offset device inode path` of `/proc/self/maps`.
final class MappedFiles {
  private MappedFiles() {}

  private record Range(long begin, long end, long offset) {
    boolean contains(long address) {
      return address >= begin && address < end;
    }
  }

  /// The offset of each blob in the file that it is mapped from. Blobs elsewhere are left out.
  static Map<ObjectId, Long> offsets(Collection<Blob> blobs) throws IOException {
    List<Range> ranges = mapped();
    Map<ObjectId, Long> offsets = new HashMap<>();
    for (Blob blob : blobs) {
      long address = blob.segment().address();
      ranges.stream()
          .filter(range -> range.contains(address))
          .findFirst()
          .ifPresent(range -> offsets.put(blob.id(), address - range.begin() + range.offset()));
    }
    return offsets;
  }

  private static List<Range> mapped() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .map(line -> line.split("\\s+"))
        .filter(words -> words.length > 5 && words[5].startsWith("/memfd:"))
        .map(words -> range(words[0], words[2]))
        .toList();
  }

  private static Range range(String addresses, String offset) {
    int dash = addresses.indexOf('-');
    return new Range(
        Long.parseUnsignedLong(addresses, 0, dash, 16),
        Long.parseUnsignedLong(addresses, dash + 1, addresses.length(), 16),
        Long.parseUnsignedLong(offset, 16));
  }
}
