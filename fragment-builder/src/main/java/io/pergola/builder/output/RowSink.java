package io.pergola.builder.output;

import io.pergola.graph.Column;
import io.pergola.graph.Oid;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// Takes the rows of one table.
interface RowSink extends Closeable {
  /// Writes a row.
  ///
  /// @param ids one of a vertex, two of an edge
  /// @param row where its properties stand in `columns`
  void row(List<Oid> ids, List<Column> columns, long row) throws IOException;
}
