package io.pergola.graphscope;

import io.pergola.graph.ColumnWriter;
import io.pergola.graph.Layouts;
import io.pergola.graph.NewProperty;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.TableWriter;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// A result as a vertex property: row i is the value of inner vertex i, null for vertices that were
/// left out and where BFS did not get.
record ResultColumn(Values values, Names names, Property property) implements NewProperty.Filler {
  static NewProperty of(Values values, Names names, String name) {
    Property property = new Property(name, values.type());
    return new NewProperty(
        property,
        names.spans().stream().map(span -> span.label().id()).collect(Collectors.toSet()),
        new ResultColumn(values, names, property));
  }

  @Override
  public void addTo(TableWriter table, int fid, int vertexLabel) {
    Span span =
        names.spans().stream()
            .filter(s -> s.fid() == fid && s.label().id() == vertexLabel)
            .findFirst()
            .orElseThrow();
    if (property.type() == PropertyType.STRING) addTexts(table, span);
    else addNumbers(table.add(property), span);
  }

  private boolean has(int flat) {
    return names.vertices().has(flat) && values.has(flat);
  }

  private void addNumbers(ColumnWriter column, Span span) {
    MemorySegment rows = column.values();
    boolean whole = property.type() == PropertyType.INT64;
    for (int lid = 0; lid < span.inner(); lid++) {
      int flat = span.base() + lid;
      if (!has(flat)) column.setNull(lid);
      else if (whole) rows.setAtIndex(Layouts.LONG, lid, values.whole(flat));
      else rows.setAtIndex(Layouts.DOUBLE, lid, values.number(flat));
    }
  }

  private void addTexts(TableWriter table, Span span) {
    long bytes = 0;
    for (int lid = 0; lid < span.inner(); lid++) bytes += utf8(span.base() + lid).length;
    ColumnWriter column = table.addText(property, bytes);
    long end = 0;
    for (int lid = 0; lid < span.inner(); lid++) {
      byte[] text = utf8(span.base() + lid);
      if (!has(span.base() + lid)) column.setNull(lid);
      MemorySegment.copy(text, 0, column.values(), Layouts.BYTE, end, text.length);
      end += text.length;
      column.offsets().setAtIndex(Layouts.LONG, lid + 1L, end);
    }
  }

  private byte[] utf8(int flat) {
    if (!has(flat)) return new byte[0];
    StringBuilder text = new StringBuilder();
    values.append(text, flat);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
