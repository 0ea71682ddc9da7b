package io.pergola.builder.stage;

import io.pergola.graph.Layouts;
import java.lang.foreign.MemorySegment;

/// Moves 64-bit values between heap arrays and columns of 1, 2, 4 or 8 bytes a row. Each loop is
/// one method for one width, so that it is compiled for just that.
public final class Words {
  private Words() {}

  /// Writes `source[from .. from + count)` as rows `at …`; what does not fit is cut off.
  static void store(long[] source, int from, int count, MemorySegment target, long at, int width) {
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          target.set(Layouts.BYTE, at + i, (byte) source[from + i]);
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(Layouts.SHORT, at + i, (short) source[from + i]);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(Layouts.INT, at + i, (int) source[from + i]);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(Layouts.LONG, at + i, source[from + i]);
        }
      }
    }
  }

  /// Reads rows `from …` of a column, sign-extended.
  public static void load(MemorySegment source, long from, int count, int width, long[] target) {
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++) target[i] = source.get(Layouts.BYTE, from + i);
      }
      case 2 -> {
        for (int i = 0; i < count; i++) target[i] = source.getAtIndex(Layouts.SHORT, from + i);
      }
      case 4 -> {
        for (int i = 0; i < count; i++) target[i] = source.getAtIndex(Layouts.INT, from + i);
      }
      default -> {
        for (int i = 0; i < count; i++) target[i] = source.getAtIndex(Layouts.LONG, from + i);
      }
    }
  }

  /// Reads the rows `base + order[i]`, sign-extended.
  public static void gather(
      MemorySegment source, long base, int[] order, int count, int width, long[] target) {
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++) target[i] = source.get(Layouts.BYTE, base + order[i]);
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          target[i] = source.getAtIndex(Layouts.SHORT, base + order[i]);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          target[i] = source.getAtIndex(Layouts.INT, base + order[i]);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          target[i] = source.getAtIndex(Layouts.LONG, base + order[i]);
        }
      }
    }
  }

  /// Writes each value as the row that `positions` says.
  public static void scatter(
      long[] source, int count, MemorySegment target, long[] positions, int width) {
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++) target.set(Layouts.BYTE, positions[i], (byte) source[i]);
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(Layouts.SHORT, positions[i], (short) source[i]);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(Layouts.INT, positions[i], (int) source[i]);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) target.setAtIndex(Layouts.LONG, positions[i], source[i]);
      }
    }
  }
}
