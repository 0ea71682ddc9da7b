package io.pergola.builder.input;

import java.util.regex.Pattern;

/// Takes only the records of one label.
///
/// @param position of the column with the labels of a record
/// @param label the one that is wanted
record LabelFilter(int position, String label) {
  private static final Pattern SEPARATOR = Pattern.compile(";");

  /// Whether it is among the labels, which are separated by `;`. A leading `:` does not count.
  boolean accepts(String labels) {
    for (String one : SEPARATOR.split(labels, -1)) {
      String name = one.strip();
      if (name.equals(label) || name.equals(":" + label)) return true;
    }
    return false;
  }
}
