package io.pergola.graph.csr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pergola.graph.ArrayReader;
import io.pergola.graph.Oid;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.TableWriter;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.testkit.ColumnValues;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every oid of a label is found, nothing else is, and the index is the smallest that does it.
class OidIndexTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  private final ObjectStore store = STORE.get();
  private final Random random = new Random(7);

  @Test
  void equallySpacedNumbersNeedNothing() {
    assertEquals("dense", kindOf(PropertyType.INT64, List.of(5L, 6L, 7L)));
    assertEquals("dense", kindOf(PropertyType.INT64, List.of(-4L, 0L, 4L)));
    assertEquals("dense", kindOf(PropertyType.INT32, List.of(9L)));
    assertEquals("dense", kindOf(PropertyType.INT64, List.of(Long.MAX_VALUE - 1, Long.MAX_VALUE)));
    assertEquals("dense", kindOf(PropertyType.INT64, List.of(-2L << 61, 0L, 2L << 61)));
  }

  @Test
  void ascendingOidsNeedNoTable() {
    assertEquals("sorted", kindOf(PropertyType.INT64, List.of()));
    assertEquals("sorted", kindOf(PropertyType.INT64, List.of(1L, 2L, 4L)));
    assertEquals("sorted", kindOf(PropertyType.INT64, List.of(Long.MIN_VALUE, Long.MAX_VALUE)));
    assertEquals("sorted", kindOf(PropertyType.STRING, List.of("", "a", "ab", "b", "é", "🚲")));
  }

  @Test
  void oidsInAnyOrderAreHashed() {
    assertEquals("hash", kindOf(PropertyType.INT64, List.of(2L, 1L)));
    assertEquals("hash", kindOf(PropertyType.INT64, List.of(Long.MAX_VALUE, Long.MIN_VALUE)));
    assertEquals("hash", kindOf(PropertyType.STRING, List.of("b", "a")));
  }

  @Test
  void everyOidIsFoundAndNothingElse() {
    for (int round = 0; round < 300; round++) {
      Set<Object> distinct = new HashSet<>();
      PropertyType type =
          List.of(PropertyType.INT64, PropertyType.INT32, PropertyType.STRING).get(round % 3);
      for (int count = random.nextInt(200); count > 0; count--) distinct.add(oid(type));
      List<Object> oids = new ArrayList<>(distinct);
      Collections.shuffle(oids, random);
      check(type, oids, 1 + random.nextInt(60));
      STORE.get().clear();
    }
  }

  private Object oid(PropertyType type) {
    int narrow = random.nextInt(-500, 500);
    return switch (type) {
      case STRING -> "x".repeat(random.nextInt(40)) + narrow;
      case INT32 -> (long) narrow;
      default -> random.nextBoolean() ? random.nextLong() : (long) narrow;
    };
  }

  private void check(PropertyType type, List<Object> oids, int verticesPerPass) {
    try (Written written = write(type, oids, verticesPerPass)) {
      OidIndex index = written.index();
      for (int lid = 0; lid < oids.size(); lid++) {
        assertEquals(lid, index.find(oidOf(oids.get(lid))), () -> "of " + oids);
      }
      for (int i = 0; i < 50; i++) {
        Object other = oid(type);
        if (!oids.contains(other)) assertEquals(-1, index.find(oidOf(other)), () -> "of " + oids);
      }
      assertEquals(-1, index.find(type == PropertyType.STRING ? Oid.of(1) : Oid.of("1")));
      if (type == PropertyType.INT32) assertEquals(-1, index.find(Oid.of(1L << 40)));
    }
  }

  @Test
  void anOidThatStandsTwiceIsNamed() {
    assertEquals(
        "vertex label 'v': oid '7' stands in rows 1 and 2; oids are unique",
        refused(PropertyType.INT64, List.of(3L, 7L, 7L, 9L)));
    assertEquals(
        "vertex label 'v': oid 'é' stands in rows 0 and 2; oids are unique",
        refused(PropertyType.STRING, List.of("é", "a", "é")));
  }

  private String refused(PropertyType type, List<Object> oids) {
    return String.valueOf(
        assertThrows(StoreException.Invalid.class, () -> write(type, oids, 8)).getMessage());
  }

  private String kindOf(PropertyType type, List<?> oids) {
    check(type, List.copyOf(oids), 8);
    try (Written written = write(type, List.copyOf(oids), 8)) {
      return written.meta().text("vertex_0_index");
    }
  }

  private static Oid oidOf(Object value) {
    return value instanceof Long number ? Oid.of(number) : Oid.of(value.toString());
  }

  /// An index in a store, and what it stands on.
  private record Written(ObjectMeta meta, Pin table, Optional<Pin> slots, OidColumn oids, int count)
      implements AutoCloseable {
    OidIndex index() {
      return switch (meta.text("vertex_0_index")) {
        case "dense" ->
            new OidIndex.Dense(
                meta.integer("vertex_0_index_base"), meta.integer("vertex_0_index_stride"), count);
        case "sorted" -> new OidIndex.Sorted(oids, count);
        default ->
            new OidIndex.Hash(
                oids,
                ArrayReader.of(slots.orElseThrow())
                    .ints(meta, "vertex_0_index_slots", OidIndex.capacity(count)));
      };
    }

    @Override
    public void close() {
      table.close();
      slots.ifPresent(Pin::close);
    }
  }

  private Written write(PropertyType type, List<Object> oids, int verticesPerPass) {
    Property column = new Property(VertexLabel.OID, type);
    TableWriter writer = TableWriter.of(store, oids.size());
    ColumnValues.add(writer, column, oids.stream().map(Optional::of).toList());
    ObjectMeta table = writer.seal();
    Pin pin = store.pin(table.blobs(store.instanceId()));
    OidColumn rows =
        OidColumn.of(
            ArrayReader.of(pin).table(table, List.of(column), oids.size()).columns().getFirst());
    ObjectMeta.Draft draft = ObjectMeta.draft("test::Index");
    Optional<ObjectMeta> slots =
        new OidIndexWriter(store, rows, oids.size(), "v", verticesPerPass).write(draft, 0);
    Optional<Pin> slotPin = slots.map(meta -> store.pin(meta.blobs(store.instanceId())));
    return new Written(store.create(draft), pin, slotPin, rows, oids.size());
  }
}
