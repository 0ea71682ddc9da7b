package io.pergola.graph;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/// Columns that are made when they are first asked for. May be used by several threads.
public final class LazyColumns extends AbstractList<Column> implements RandomAccess {
  private final List<Property> properties;
  private final IntFunction<Column> source;
  private final AtomicReferenceArray<Column> made;

  /// @param properties what the columns will be
  /// @param source makes the column at a position; called once for each, by one thread at a time
  public LazyColumns(List<Property> properties, IntFunction<Column> source) {
    this.properties = List.copyOf(properties);
    this.source = source;
    this.made = new AtomicReferenceArray<>(properties.size());
  }

  /// Names and types, without making a column.
  public List<Property> properties() {
    return properties;
  }

  @Override
  public Column get(int index) {
    Column found = made.get(index);
    return found != null ? found : make(index);
  }

  private synchronized Column make(int index) {
    Column found = made.get(index);
    if (found == null) {
      found = source.apply(index);
      made.set(index, found);
    }
    return found;
  }

  @Override
  public int size() {
    return properties.size();
  }
}
