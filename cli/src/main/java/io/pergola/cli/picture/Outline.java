package io.pergola.cli.picture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The shape of the country, from a resource: each line is `L` (a closed ring of land) or `B` (a
/// border between states) and pairs of whole numbers, hundredths of a degree, longitude first; the
/// first pair is absolute, each further one relative to the one before.
///
/// @param land whether it is a ring of land
/// @param degrees longitude and latitude of each point
record Outline(boolean land, List<double[]> degrees) {
  static List<Outline> ofUsa() {
    InputStream file =
        Objects.requireNonNull(
            Outline.class.getResourceAsStream("us-outline.txt"), "us-outline.txt");
    try (Stream<String> lines =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8)).lines()) {
      return lines.filter(line -> !line.startsWith("#")).map(Outline::parse).toList();
    } finally {
      close(file);
    }
  }

  private static Outline parse(String line) {
    List<String> words = List.of(line.split(" "));
    List<double[]> degrees = new ArrayList<>();
    int longitude = 0;
    int latitude = 0;
    for (int i = 1; i + 1 < words.size(); i += 2) {
      longitude += Integer.parseInt(words.get(i));
      latitude += Integer.parseInt(words.get(i + 1));
      degrees.add(new double[] {longitude / 100.0, latitude / 100.0});
    }
    return new Outline(words.getFirst().equals("L"), degrees);
  }

  private static void close(InputStream file) {
    try {
      file.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
