package io.pergola.store;

import java.nio.file.Path;

/// Where a store puts blobs that its memory has no room for, and when.
///
/// @param directory for the spill file; made if it is not there
/// @param lowerShare until which share of the memory is used it spills, once it has begun
/// @param upperShare from which share on it spills
public record SpillOptions(Path directory, double lowerShare, double upperShare) {
  /// @throws StoreException.Invalid unless 0 ≤ lowerShare ≤ upperShare ≤ 1
  public SpillOptions {
    if (!(lowerShare >= 0 && lowerShare <= upperShare && upperShare <= 1)) {
      throw new StoreException.Invalid(
          "spilling between the shares %s and %s makes no sense; both must be from 0 to 1, the lower one first"
              .formatted(lowerShare, upperShare));
    }
  }

  /// From four fifths of the memory down to three tenths.
  public static SpillOptions to(Path directory) {
    return new SpillOptions(directory, 0.3, 0.8);
  }
}
