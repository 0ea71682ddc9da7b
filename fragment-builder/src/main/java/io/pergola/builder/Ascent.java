package io.pergola.builder;

import io.pergola.builder.input.Batch;
import io.pergola.builder.input.ColumnBuffer;
import io.pergola.builder.input.TextBuffer;
import io.pergola.builder.input.WordBuffer;
import java.util.Arrays;

/// Whether the ids of vertices ascend, so that fragments need no index.
final class Ascent {
  private long lastNumber = Long.MIN_VALUE;
  private byte[] lastText = new byte[0];
  private boolean broken;

  void look(Batch batch) {
    ColumnBuffer ids = batch.columns().getFirst();
    for (int row = 0; row < batch.rows() && !broken; row++) {
      switch (ids) {
        case WordBuffer words -> {
          broken = words.values()[row] < lastNumber;
          lastNumber = words.values()[row];
        }
        case TextBuffer text -> {
          byte[] next = Arrays.copyOfRange(text.bytes(), text.begin(row), text.ends()[row]);
          broken = Arrays.compareUnsigned(next, lastText) < 0;
          lastText = next;
        }
      }
    }
  }

  boolean broken() {
    return broken;
  }
}
