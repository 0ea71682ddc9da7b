package io.pergola.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Random graphs with the skew of real ones: each edge falls into a quarter of the adjacency matrix
/// with probabilities 0.57, 0.19, 0.19 and 0.05, into a quarter of that, and so on. Vertices are
/// renumbered at random.
final class Rmat {
  private static final double LEFT = 0.57 + 0.19;
  private static final double UPPER_LEFT = 0.57;
  private static final int LARGEST_WEIGHT = 255;

  private Rmat() {}

  /// Writes lines `source target weight`.
  ///
  /// Arguments: the binary logarithm of the number of vertices, the number of edges, the file.
  public static void main(String[] arguments) throws IOException {
    write(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]), Path.of(arguments[2]));
  }

  /// Writes the same lines each time.
  ///
  /// @param scale the binary logarithm of the number of vertices
  static void write(int scale, long edges, Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    int[] numbers = shuffled(1 << scale, random);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      StringBuilder line = new StringBuilder();
      for (long i = 0; i < edges; i++) {
        long cell = cell(scale, random);
        line.setLength(0);
        line.append(numbers[(int) (cell >>> 32)]).append(' ').append(numbers[(int) cell]);
        line.append(' ').append(1 + random.nextInt(LARGEST_WEIGHT)).append('\n');
        out.write(line.toString().getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /// Row and column of an edge, in the upper and lower half.
  private static long cell(int scale, SplittableRandom random) {
    long row = 0;
    long column = 0;
    for (int bit = 0; bit < scale; bit++) {
      double draw = random.nextDouble();
      row = row << 1 | (draw < LEFT ? 0 : 1);
      boolean right = draw < LEFT ? draw >= UPPER_LEFT : draw >= LEFT + 0.19;
      column = column << 1 | (right ? 1 : 0);
    }
    return row << 32 | column;
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      numbers[i] = numbers[j];
      numbers[j] = i;
    }
    return numbers;
  }
}
