package io.pergola.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.testkit.ColumnValues;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.roaringbitmap.RoaringBitmap;

class TableTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  private final ObjectStore store = STORE.get();

  private void withColumn(PropertyType type, Consumer<Column> test, @Nullable Object... rows) {
    Property property = new Property("p", type);
    TableWriter writer = TableWriter.of(store, rows.length);
    ColumnValues.add(writer, property, Arrays.stream(rows).map(Optional::ofNullable).toList());
    ObjectMeta table = writer.seal();
    assertEquals(List.of(property), ArrayReader.arrowSchema(table));
    try (Pin pin = store.pin(table.blobs(store.instanceId()))) {
      test.accept(
          ArrayReader.of(pin).table(table, List.of(property), rows.length).columns().getFirst());
    }
  }

  @Test
  void unsignedRowsAreReadAsSuch() {
    withColumn(
        PropertyType.UINT64,
        column -> {
          NumberColumn numbers = (NumberColumn) column;
          assertEquals("18446744073709551615", numbers.text(0));
          assertEquals(1.8446744073709552e19, numbers.doubleAt(0));
          assertEquals(Optional.of(-1L), numbers.value(0));
          assertEquals("7", numbers.text(1));
        },
        -1L,
        7L);
    withColumn(
        PropertyType.UINT8, column -> assertEquals(255, ((NumberColumn) column).longAt(0)), 255L);
  }

  @Test
  void floatsPrintAsFloats() {
    withColumn(
        PropertyType.FLOAT,
        column -> {
          assertEquals("0.1", column.text(0));
          assertEquals(Optional.of((double) 0.1f), column.value(0));
          assertEquals("", column.text(1));
        },
        (double) 0.1f,
        null);
  }

  @Test
  void timesAreCalendarTimes() {
    withColumn(
        PropertyType.TIMESTAMP_NS,
        column -> {
          assertEquals(
              Optional.of(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_999)),
              column.value(0));
          assertEquals("1969-12-31T23:59:59.999999999", column.text(0));
        },
        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_999));
    withColumn(
        PropertyType.DATE,
        column -> assertEquals("1969-12-31", column.text(0)),
        LocalDate.of(1969, 12, 31));
  }

  @Test
  void aTimeBeyondTheCalendarIsANumber() {
    withColumn(
        PropertyType.TIMESTAMP_S,
        column -> {
          assertEquals(Optional.of(Long.MIN_VALUE), column.value(0));
          assertEquals("9223372036854775807", column.text(1));
        },
        Long.MIN_VALUE,
        Long.MAX_VALUE);
  }

  @Test
  void textIsUtf8BehindOffsets() {
    withColumn(
        PropertyType.STRING,
        column -> {
          TextColumn text = (TextColumn) column;
          assertEquals("Zürich", text.at(0));
          assertEquals("", text.at(1));
          assertTrue(text.isNull(2));
          assertEquals(Optional.empty(), text.value(2));
          assertEquals("🚲", text.at(3));
          assertArrayEquals(
              new long[] {0, 7, 7, 7, 11}, text.offsets().toArray(ValueLayout.JAVA_LONG));
        },
        "Zürich",
        "",
        null,
        "🚲");
  }

  @Test
  void aColumnWithoutNullsHasNoBitmap() {
    TableWriter writer = TableWriter.of(store, 3);
    ColumnWriter column = writer.add(new Property("p", PropertyType.BOOL));
    column.validity();
    ObjectMeta array = writer.seal().member("partitions_-0").member("__columns_-0");
    assertEquals(0, array.integer("null_count_"));
    assertEquals("o8000000000000000", array.member("null_bitmap_").id().toString());
  }

  @Test
  void rowsOutOfRangeAreRefused() {
    withColumn(
        PropertyType.INT16,
        column -> {
          assertThrows(IndexOutOfBoundsException.class, () -> column.value(2));
          assertThrows(IndexOutOfBoundsException.class, () -> column.value(-1));
        },
        1L,
        2L);
  }

  @Test
  void aTableWithoutColumnsStillHasRows() {
    ObjectMeta meta = TableWriter.of(store, 5).seal();
    try (Pin pin = store.pin(meta.blobs(store.instanceId()))) {
      Table table = ArrayReader.of(pin).table(meta, List.of(), 5);
      assertEquals(5, table.rowCount());
      assertEquals(
          "there is no property 'x'; there are []",
          assertThrows(StoreException.NotFound.class, () -> table.column("x")).getMessage());
    }
  }

  @Test
  void verticesAreSelectedByATestOnAColumn() {
    withColumn(
        PropertyType.INT32,
        column -> {
          NumberColumn ages = (NumberColumn) column;
          RoaringBitmap adults = VertexSets.where(ages, row -> ages.longAt(row) >= 18);
          assertEquals(RoaringBitmap.bitmapOf(1, 4), adults);
          assertFalse(adults.contains(2));
        },
        3L,
        18L,
        null,
        17L,
        99L);
  }

  @Test
  void aSetOfVerticesIsMadeFromAscendingLids() {
    MemorySegment lids = MemorySegment.ofArray(new int[] {0, 7, 70_000});
    assertEquals(RoaringBitmap.bitmapOf(0, 7, 70_000), VertexSets.of(lids));
    assertTrue(VertexSets.of(lids.asSlice(0, 0)).isEmpty());
  }
}
