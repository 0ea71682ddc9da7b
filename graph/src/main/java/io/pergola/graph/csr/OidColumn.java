package io.pergola.graph.csr;

import io.pergola.graph.Column;
import io.pergola.graph.Layouts;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.Oid;
import io.pergola.graph.PropertyType;
import io.pergola.graph.TextColumn;
import io.pergola.graph.WyHash;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The ids of a label's inner vertices, as an index sees them.
sealed interface OidColumn {
  /// An id that is looked for.
  interface Key {
    /// The same as [OidColumn#hash] of an equal row.
    long hash();

    /// Negative, 0 or positive as the key comes before, equals or follows row `lid`.
    int order(int lid);
  }

  /// The column, for a verifier.
  Column column();

  /// The id of row `lid`.
  Oid at(int lid);

  /// Its hash, by [WyHash].
  long hash(int lid);

  /// Negative, 0 or positive as row `left` comes before, equals or follows row `right`.
  int order(int left, int right);

  /// Prepares a search; nothing if no row can have that id.
  Optional<Key> key(Oid oid);

  static OidColumn of(Column column) {
    return switch (column) {
      case TextColumn text -> new Texts(text);
      case NumberColumn numbers -> new Numbers(numbers);
      default ->
          throw new IllegalArgumentException(column.property() + " can't hold ids of vertices");
    };
  }

  /// int64 and int32 ids.
  record Numbers(NumberColumn column) implements OidColumn {
    long value(int lid) {
      return isNarrow()
          ? column.values().getAtIndex(Layouts.INT, lid)
          : column.values().getAtIndex(Layouts.LONG, lid);
    }

    boolean isNarrow() {
      return column.property().type() == PropertyType.INT32;
    }

    @Override
    public Oid at(int lid) {
      return Oid.of(value(lid));
    }

    @Override
    public long hash(int lid) {
      return hashOf(value(lid));
    }

    private long hashOf(long value) {
      return isNarrow() ? WyHash.hash((int) value) : WyHash.hash(value);
    }

    @Override
    public int order(int left, int right) {
      return Long.compare(value(left), value(right));
    }

    @Override
    public Optional<Key> key(Oid oid) {
      if (!(oid instanceof Oid.Numeric(long value))) return Optional.empty();
      if (isNarrow() && value != (int) value) return Optional.empty();
      return Optional.of(
          new Key() {
            @Override
            public long hash() {
              return hashOf(value);
            }

            @Override
            public int order(int lid) {
              return Long.compare(value, value(lid));
            }
          });
    }
  }

  /// String ids; they order by their UTF-8 bytes, unsigned.
  record Texts(TextColumn column) implements OidColumn {
    @Override
    public Oid at(int lid) {
      return Oid.of(column.at(lid));
    }

    @Override
    public long hash(int lid) {
      long begin = column.beginAt(lid);
      return WyHash.hash(column.values(), begin, column.beginAt(lid + 1L) - begin);
    }

    @Override
    public int order(int left, int right) {
      return compare(column.bytes(left), column.bytes(right));
    }

    @Override
    public Optional<Key> key(Oid oid) {
      if (!(oid instanceof Oid.Text(String value))) return Optional.empty();
      MemorySegment bytes = MemorySegment.ofArray(value.getBytes(StandardCharsets.UTF_8));
      return Optional.of(
          new Key() {
            @Override
            public long hash() {
              return WyHash.hash(bytes, 0, bytes.byteSize());
            }

            @Override
            public int order(int lid) {
              return compare(bytes, column.bytes(lid));
            }
          });
    }

    private static int compare(MemorySegment left, MemorySegment right) {
      long at = left.mismatch(right);
      if (at < 0) return 0;
      if (at == left.byteSize()) return -1;
      if (at == right.byteSize()) return 1;
      return Byte.compareUnsigned(left.get(Layouts.BYTE, at), right.get(Layouts.BYTE, at));
    }
  }
}
