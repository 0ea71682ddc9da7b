package io.pergola.builder.stage;

import io.pergola.graph.Layouts;
import java.lang.foreign.MemorySegment;

/// Moves 64-bit values between heap arrays and columns of 1, 2, 4 or 8 bytes a row.
///
/// Values are narrowed and widened in small heap arrays that stay in the cache, and copied in
/// blocks: loops over plain arrays are fast from the first call on, loops over segments only once
/// they are compiled with all optimizations.
public final class Words {
  private static final int BLOCK = 2048;

  private Words() {}

  /// Writes `source[from .. from + count)` as rows `at …`; what does not fit is cut off.
  public static void store(
      long[] source, int from, int count, MemorySegment target, long at, int width) {
    if (width == 8) {
      MemorySegment.copy(source, from, target, Layouts.LONG, at * 8, count);
      return;
    }
    for (int done = 0; done < count; done += BLOCK) {
      int length = Math.min(BLOCK, count - done);
      storeBlock(source, from + done, length, target, at + done, width);
    }
  }

  private static void storeBlock(
      long[] source, int from, int count, MemorySegment target, long at, int width) {
    switch (width) {
      case 1 -> {
        byte[] block = new byte[count];
        for (int i = 0; i < count; i++) block[i] = (byte) source[from + i];
        MemorySegment.copy(block, 0, target, Layouts.BYTE, at, count);
      }
      case 2 -> {
        short[] block = new short[count];
        for (int i = 0; i < count; i++) block[i] = (short) source[from + i];
        MemorySegment.copy(block, 0, target, Layouts.SHORT, at * 2, count);
      }
      default -> {
        int[] block = new int[count];
        for (int i = 0; i < count; i++) block[i] = (int) source[from + i];
        MemorySegment.copy(block, 0, target, Layouts.INT, at * 4, count);
      }
    }
  }

  /// Reads rows `from …` of a column into the begin of `target`, sign-extended.
  public static void load(MemorySegment source, long from, int count, int width, long[] target) {
    if (width == 8) {
      MemorySegment.copy(source, Layouts.LONG, from * 8, target, 0, count);
      return;
    }
    for (int done = 0; done < count; done += BLOCK) {
      loadBlock(source, from + done, Math.min(BLOCK, count - done), width, target, done);
    }
  }

  private static void loadBlock(
      MemorySegment source, long from, int count, int width, long[] target, int at) {
    switch (width) {
      case 1 -> {
        byte[] block = new byte[count];
        MemorySegment.copy(source, Layouts.BYTE, from, block, 0, count);
        for (int i = 0; i < count; i++) target[at + i] = block[i];
      }
      case 2 -> {
        short[] block = new short[count];
        MemorySegment.copy(source, Layouts.SHORT, from * 2, block, 0, count);
        for (int i = 0; i < count; i++) target[at + i] = block[i];
      }
      default -> {
        int[] block = new int[count];
        MemorySegment.copy(source, Layouts.INT, from * 4, block, 0, count);
        for (int i = 0; i < count; i++) target[at + i] = block[i];
      }
    }
  }

  /// Reads the rows that `rows` names, which ascend, sign-extended.
  public static void gather(MemorySegment source, int[] rows, int count, int width, long[] target) {
    if (count > 0 && rows[count - 1] - rows[0] == count - 1) {
      // no gap, as most often
      load(source, rows[0], count, width, target);
      return;
    }
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++) target[i] = source.get(Layouts.BYTE, rows[i]);
      }
      case 2 -> {
        for (int i = 0; i < count; i++) target[i] = source.getAtIndex(Layouts.SHORT, rows[i]);
      }
      case 4 -> {
        for (int i = 0; i < count; i++) target[i] = source.getAtIndex(Layouts.INT, rows[i]);
      }
      default -> {
        for (int i = 0; i < count; i++) target[i] = source.getAtIndex(Layouts.LONG, rows[i]);
      }
    }
  }

  /// Writes each value as the row that `positions[from ..]` says.
  public static void scatter(
      long[] source, int count, MemorySegment target, long[] positions, int from, int width) {
    switch (width) {
      case 1 -> {
        for (int i = 0; i < count; i++) {
          target.set(Layouts.BYTE, positions[from + i], (byte) source[i]);
        }
      }
      case 2 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(Layouts.SHORT, positions[from + i], (short) source[i]);
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(Layouts.INT, positions[from + i], (int) source[i]);
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          target.setAtIndex(Layouts.LONG, positions[from + i], source[i]);
        }
      }
    }
  }
}
