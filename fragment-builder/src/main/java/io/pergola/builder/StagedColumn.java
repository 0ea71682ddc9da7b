package io.pergola.builder;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A column of a staged chunk.
sealed interface StagedColumn permits StagedWords, StagedText {
  /// For each row one byte, 1 if it is null; absent if no row is.
  @Nullable MemorySegment nulls();
}
