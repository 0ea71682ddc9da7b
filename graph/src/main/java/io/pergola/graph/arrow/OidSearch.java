package io.pergola.graph.arrow;

import io.pergola.graph.Oid;
import io.pergola.graph.PropertyType;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Finds the offset of an inner vertex by its id.
sealed interface OidSearch {
  /// The offset, or −1.
  long find(Oid oid);

  /// Through the fragment's own hash map; its values are vids or offsets.
  record Mapped(HashMapView map) implements OidSearch {
    @Override
    public long find(Oid oid) {
      return switch (oid) {
        case Oid.Numeric(long value) -> number(value);
        case Oid.Text(String value) -> text(value);
      };
    }

    private long number(long value) {
      boolean fits =
          switch (map.layout().key()) {
            case INT64 -> true;
            case INT32 -> value == (int) value;
            default -> false;
          };
      return fits ? map.find(value) : -1;
    }

    private long text(String value) {
      if (map.layout().key() != PropertyType.STRING) return -1;
      return map.find(MemorySegment.ofArray(value.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /// Through an index of our own, made at the first search: for maps that can't be read. Those are
  /// perfect hash maps, whose form changes with the version that wrote them, and maps of strings
  /// that point into the memory of the process that made them.
  final class Rebuilt implements OidSearch {
    private final OidArray oids;
    private @Nullable Object2IntOpenHashMap<Oid> offsets;

    Rebuilt(OidArray oids) {
      this.oids = oids;
    }

    @Override
    public synchronized long find(Oid oid) {
      Object2IntOpenHashMap<Oid> index = offsets;
      if (index == null) {
        index = new Object2IntOpenHashMap<>(Math.toIntExact(oids.size()));
        index.defaultReturnValue(-1);
        for (int row = 0; row < oids.size(); row++) index.putIfAbsent(oids.at(row), row);
        offsets = index;
      }
      return index.getInt(oid);
    }
  }
}
