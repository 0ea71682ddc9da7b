package io.pergola.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static final VertexLabel PERSON =
      new VertexLabel(0, "person", PropertyType.INT64, List.of());

  @Test
  void aTypeIsReadByItsNameAndItsSynonyms() {
    for (PropertyType type : PropertyType.values()) {
      assertEquals(type, PropertyType.parse(type.label()));
      assertEquals(type, PropertyType.parse(" " + type.name() + " "));
    }
    assertEquals(PropertyType.INT64, PropertyType.parse("long"));
    assertEquals(PropertyType.TIMESTAMP_US, PropertyType.parse("timestamp"));
    assertEquals(
        "'decimal' is not a property type; there are bool, int8 to int64, uint8 to uint64, float, double, string, date, timestamp (timestamp_s, _ms, _us, _ns)",
        refused(() -> PropertyType.parse("decimal")));
  }

  @Test
  void idsOrderByValueOrByTheirBytes() {
    List<Oid> ordered =
        List.of(
            Oid.of(Long.MIN_VALUE),
            Oid.of(-1),
            Oid.of(10),
            Oid.of(""),
            Oid.of("10"),
            Oid.of("9"),
            Oid.of("z"),
            Oid.of("é"),
            Oid.of("\ufffd"),
            Oid.of("🚲"));
    List<Oid> shuffled = new ArrayList<>(ordered.reversed());
    shuffled.sort(Oid.ORDER);
    assertEquals(ordered, shuffled);
  }

  @Test
  void anIdIsReadByItsType() {
    assertEquals(Oid.of(-5), Oid.parse("-5", PropertyType.INT64));
    assertEquals(Oid.of("-5"), Oid.parse("-5", PropertyType.STRING));
    assertEquals(
        "'4000000000' is not an id here: ids of this label are int32",
        refused(() -> Oid.parse("4000000000", PropertyType.INT32)));
    assertEquals(
        "'x' is not an id here: ids of this label are int64",
        refused(() -> Oid.parse("x", PropertyType.INT64)));
  }

  @Test
  void namesAreUnique() {
    assertEquals(
        "the schema has two entries for vertex label 'person'; each may stand once",
        refused(() ->
            new Schema(
                List.of(PERSON, new VertexLabel(1, "person", PropertyType.STRING, List.of())),
                List.of())));
    Property age = new Property("age", PropertyType.INT32);
    assertEquals(
        "edge label 'knows' has two entries for property 'age'; each may stand once",
        refused(() -> new EdgeLabel(0, "knows", List.of(age, age), List.of())));
    assertEquals(
        "vertex label 'v': a property is called 'oid', the name of the id column; rename it",
        refused(() ->
            new VertexLabel(
                0, "v", PropertyType.INT64, List.of(new Property("oid", PropertyType.INT64)))));
  }

  @Test
  void aSchemaRefersOnlyToWhatItHas() {
    assertEquals(
        "edge label 'knows' joins vertex label 1; there are 1",
        refused(() ->
            new Schema(
                List.of(PERSON),
                List.of(
                    new EdgeLabel(0, "knows", List.of(), List.of(new EdgeLabel.Relation(0, 1)))))));
    assertEquals(
        "label 'person' has id 0 at position 1; ids are positions",
        refused(() ->
            new Schema(
                List.of(new VertexLabel(0, "v", PropertyType.INT32, List.of()), PERSON),
                List.of())));
    assertEquals(
        "vertex label 'v': ids are double, expected int64, int32 or string",
        refused(() -> new VertexLabel(0, "v", PropertyType.DOUBLE, List.of())));
    List<VertexLabel> many = new ArrayList<>();
    for (int id = 0; id < 129; id++) {
      many.add(new VertexLabel(id, "v" + id, PropertyType.INT64, List.of()));
    }
    assertEquals(
        "129 vertex labels, expected at most 128", refused(() -> new Schema(many, List.of())));
    assertEquals(
        "there is no vertex label 'city'; there are [person]",
        assertThrows(
                StoreException.NotFound.class,
                () -> new Schema(List.of(PERSON), List.of()).vertexLabel("city"))
            .getMessage());
  }

  @Test
  void triplesAreCountedOverLabelsThenRelations() {
    VertexLabel city = new VertexLabel(1, "city", PropertyType.STRING, List.of());
    Schema schema =
        new Schema(
            List.of(PERSON, city),
            List.of(
                new EdgeLabel(
                    0,
                    "near",
                    List.of(),
                    List.of(new EdgeLabel.Relation(1, 1), new EdgeLabel.Relation(0, 1))),
                new EdgeLabel(1, "knows", List.of(), List.of(new EdgeLabel.Relation(0, 0)))));
    assertEquals(
        List.of(new Triple(0, 0, 1, 1), new Triple(1, 0, 0, 1), new Triple(2, 1, 0, 0)),
        schema.triples());
    assertTrue(schema.triples().get(2).joinsOneLabel());
  }

  @Test
  void aRangeOwnsFromItsBoundaryOn() {
    Partitioner range =
        new Partitioner.Range(List.of(List.of(Oid.of(10), Oid.of(10), Oid.of(20))), 4);
    assertEquals(0, range.fid(0, Oid.of(9)));
    assertEquals(2, range.fid(0, Oid.of(10)));
    assertEquals(2, range.fid(0, Oid.of(19)));
    assertEquals(3, range.fid(0, Oid.of(20)));
  }

  @Test
  void aGraphHasAtLeastOneFragment() {
    assertEquals("0 fragments, expected at least 1", refused(() -> GidLayout.of(0)));
  }

  private static String refused(Runnable action) {
    return String.valueOf(assertThrows(StoreException.Invalid.class, action::run).getMessage());
  }
}
