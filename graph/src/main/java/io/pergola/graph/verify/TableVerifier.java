package io.pergola.graph.verify;

import io.pergola.graph.ArrayReader;
import io.pergola.graph.Column;
import io.pergola.graph.Layouts;
import io.pergola.graph.Property;
import io.pergola.graph.Table;
import io.pergola.graph.TextColumn;
import io.pergola.store.ObjectMeta;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Checks what the O(1) checks of opening leave out of a table.
public final class TableVerifier {
  private TableVerifier() {}

  /// Whether the columns can be read and are what they say.
  public static boolean verify(ObjectMeta meta, Table table, Findings findings) {
    verifySchema(meta, table, findings);
    verifySchema(meta.member("partitions_-0"), table, findings);
    return findings.guard(
        "the table",
        () -> {
          for (Column column : table.columns()) verify(column, findings);
        });
  }

  private static void verifySchema(ObjectMeta meta, Table table, Findings findings) {
    List<Property> expected = table.columns().stream().map(Column::property).toList();
    try {
      List<Property> found = ArrayReader.arrowSchema(meta);
      findings.check(
          found.equals(expected), "the Arrow schema is %s, expected %s".formatted(found, expected));
    } catch (StoreException.Corrupt wrong) {
      findings.problem(String.valueOf(wrong.getMessage()));
    }
  }

  /// Notes what is wrong with one column.
  public static void verify(Column column, Findings findings) {
    Findings here = findings.in("column '" + column.property().name() + "'");
    long nulls = column.validity().map(bits -> nulls(bits, column.length())).orElse(0L);
    here.check(
        nulls == column.nullCount(),
        "null_count_ is %d, but %d rows are null".formatted(column.nullCount(), nulls));
    if (column instanceof TextColumn text) verifyText(text, here);
  }

  private static long nulls(MemorySegment bits, long rows) {
    long nulls = 0;
    for (long row = 0; row < rows; row++) {
      nulls += ~bits.get(Layouts.BYTE, row >>> 3) >>> (row & 7) & 1;
    }
    return nulls;
  }

  private static void verifyText(TextColumn text, Findings findings) {
    if (!verifyOffsets(text, findings)) return;
    for (long row = 0; row < text.length(); row++) {
      long end = text.beginAt(row + 1);
      long bad = Utf8.firstInvalid(text.values(), text.beginAt(row), end);
      if (bad < end) {
        int octet = text.values().get(Layouts.BYTE, bad) & 0xff;
        findings.problem("row %d has byte 0x%02x at %d, expected UTF-8".formatted(row, octet, bad));
        return;
      }
    }
  }

  private static boolean verifyOffsets(TextColumn text, Findings findings) {
    long previous = 0;
    for (long row = 0; row <= text.length(); row++) {
      long offset = text.beginAt(row);
      boolean first = row == 0 && offset != 0;
      if (first || offset < previous || offset > text.values().byteSize()) {
        findings.problem(
            "offset %d is %d, expected %s"
                .formatted(
                    row,
                    offset,
                    Findings.range(previous, row == 0 ? 0 : text.values().byteSize())));
        return false;
      }
      previous = offset;
    }
    return true;
  }
}
