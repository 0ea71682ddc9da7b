package io.pergola.cli;

import io.pergola.store.SpillOptions;
import io.pergola.store.StoreException;
import io.pergola.store.StoreOptions;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// What `serve` does when memory runs short. All flags are `vineyardd`'s and mean the same there.
final class RoomFlags {
  @Option(
      names = "--spill_path",
      paramLabel = "DIR",
      description =
          "Keep blobs that memory has no room for in a file in this directory. Default: none, creating fails then.")
  private Path spillPath = Path.of("");

  @Option(
      names = "--spill_lower_rate",
      paramLabel = "SHARE",
      description = "Spill until this share of --size is used. Default: 0.3.")
  private double lowerShare = 0.3;

  @Option(
      names = "--spill_upper_rate",
      paramLabel = "SHARE",
      description = "Begin to spill when more than this share of --size is used. Default: 0.8.")
  private double upperShare = 0.8;

  @Option(
      names = "--stream_threshold",
      paramLabel = "PERCENT",
      description = "Writers of streams wait when this much of --size is used. Default: 80.")
  private double streamPercent = 80;

  /// The options, completed by these flags.
  ///
  /// @throws StoreException.Invalid if a share is none
  StoreOptions applyTo(StoreOptions options) {
    StoreOptions streaming = options.withStreamShare(streamPercent / 100);
    if (spillPath.toString().isEmpty()) return streaming;
    return streaming.withSpill(new SpillOptions(spillPath, lowerShare, upperShare));
  }
}
