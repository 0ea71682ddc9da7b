package io.pergola.graphscope;

import static io.pergola.graphscope.Models.edge;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.store.StoreException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs on the part of a graph whose properties fulfil conditions.
class ConditionsTest {
  private final GraphStore graphs = new GraphStore();
  private final GraphModel path =
      Models.of(false, 5, edge(0, 1, 3), edge(1, 2, 1), edge(2, 3, 5), edge(3, 4, 2));

  @AfterEach
  void close() {
    graphs.close();
  }

  private String components(int fnum, String... conditions) {
    return graphs.with(
        path,
        fnum,
        fragments -> {
          Filters filters =
              Conditions.filters(fragments, Stream.of(conditions).map(Condition::parse).toList());
          RunOptions options = RunOptions.defaults().withFilters(filters);
          String printed = GraphStore.print(Analytics.run(fragments, new Wcc(), options));
          return String.join(", ", printed.lines().sorted().toList());
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void onlyEdgesThatFulfilAConditionJoin(int fnum) {
    assertEquals("0 0, 1 0, 2 2, 3 2, 4 2", components(fnum, "e.weight>=2"));
    assertEquals("0 0, 1 0, 2 2, 3 3, 4 4", components(fnum, "e.weight > 2", "e.weight < 5"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void onlyVerticesThatFulfilAConditionAreThere(int fnum) {
    assertEquals("0 0, 1 0, 3 3, 4 3", components(fnum, "v.oid!=2"));
    assertEquals("1 1, 2 1, 3 1", components(fnum, "v.oid>=1", "v.oid<4"));
    assertEquals("1 1, 2 2, 3 2, 4 2", components(fnum, "v.oid>0", "e.weight!=1.0"));
    assertEquals("", components(fnum, "v.oid=7"));
  }

  @ParameterizedTest
  @CsvSource({
    "<=,true,true,false", ">=,false,true,true", "=,false,true,false",
    "!=,true,false,true", "<,true,false,false", ">,false,false,true"
  })
  void eachRelationIsOneOfOrder(String symbol, boolean below, boolean same, boolean above) {
    var holds = Condition.parse("v.x" + symbol + "7").on(new Property("x", PropertyType.INT32));
    assertEquals(List.of(below, same, above), Stream.of(6L, 7L, 8L).map(holds::test).toList());
  }

  private static Stream<List<Object>> greaterValues() {
    return Stream.of(
        List.of(PropertyType.BOOL, "false", true),
        List.of(PropertyType.UINT64, "9223372036854775807", Long.MIN_VALUE),
        List.of(PropertyType.FLOAT, "1e-3", 0.5),
        List.of(PropertyType.STRING, "Oslo", "Paris"),
        List.of(PropertyType.DATE, "2026-02-28", LocalDate.of(2026, 3, 1)),
        List.of(PropertyType.TIMESTAMP_MS, "2026-02-28 10:00", LocalDateTime.of(2027, 1, 1, 1, 1)));
  }

  @ParameterizedTest
  @MethodSource("greaterValues")
  void valuesAreComparedAsTheirTypes(List<Object> sample) {
    Property property = new Property("x", (PropertyType) sample.getFirst());
    assertTrue(Condition.parse("v.x>" + sample.get(1)).on(property).test(sample.get(2)));
  }

  @Test
  void aConditionThatMeansNothingIsRefused() {
    for (String text : List.of("", "weight>=2", "e.weight", "e.weight>=x", "v.oid=1.5")) {
      assertThrows(StoreException.Invalid.class, () -> components(1, text), text);
    }
    String message =
        assertThrows(StoreException.NotFound.class, () -> components(1, "e.length>1")).getMessage();
    assertEquals(
        "no label has the property 'e.length'; give it as LABEL.PROPERTY, 'pergola show' lists them",
        message);
  }
}
