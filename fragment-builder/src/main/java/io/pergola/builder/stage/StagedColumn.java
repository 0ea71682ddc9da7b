package io.pergola.builder.stage;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A column of a staged chunk.
public sealed interface StagedColumn permits StagedWords, StagedText {
  /// For each row one byte, 1 if it is null; absent if no row is.
  @Nullable MemorySegment nulls();
}
