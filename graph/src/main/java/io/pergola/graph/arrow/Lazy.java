package io.pergola.graph.arrow;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is made when it is first asked for, once.
final class Lazy<T> {
  private final Supplier<T> source;
  private volatile @Nullable T made;

  Lazy(Supplier<T> source) {
    this.source = source;
  }

  T get() {
    T found = made;
    return found != null ? found : make();
  }

  private synchronized T make() {
    T found = made;
    if (found == null) {
      found = source.get();
      made = found;
    }
    return found;
  }
}
