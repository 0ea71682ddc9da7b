package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.Fragment;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.Oid;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Triple;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The graph of the demo.
class FlightsTest {
  private static final Path DATA = Path.of("../examples/graphscope/data/flights");

  private static LoadSpec spec(LoadOptions options) {
    return new LoadSpec(
        "flights",
        List.of(VertexInput.parse("airport=" + DATA + "/airports.csv#id=iata")),
        List.of(
            EdgeInput.parse(
                "flight="
                    + DATA
                    + "/flights-airport.csv#src=origin&dst=destination&src_label=airport&dst_label=airport")),
        options);
  }

  @Test
  void airportsAndFlightsComeOutAsTheyWentIn() {
    try (TestStore store = new TestStore()) {
      LoadResult result = store.load(spec(LoadOptions.defaults().withFragments(2)));
      assertEquals(Map.of("airport", 3376L), result.vertices());
      assertEquals(Map.of("flight", 5366L), result.edges());
      assertEquals(
          List.of(
              new Property("name", PropertyType.STRING),
              new Property("city", PropertyType.STRING),
              new Property("state", PropertyType.STRING),
              new Property("country", PropertyType.STRING),
              new Property("latitude", PropertyType.DOUBLE),
              new Property("longitude", PropertyType.DOUBLE)),
          result.group().schema().vertexLabels().getFirst().properties());
      store.inspect(result, FlightsTest::check);
    }
  }

  private static void check(List<Fragment> fragments) {
    long flights = 0;
    for (Fragment fragment : fragments) {
      Triple triple = fragment.schema().triples().getFirst();
      NumberColumn count = (NumberColumn) fragment.edges(triple).column("count");
      for (long at = 0; at < fragment.out(triple).entryCount(); at++) flights += count.longAt(at);
      int anchorage = fragment.lid(0, Oid.of("ANC"));
      if (anchorage < 0) continue;
      assertEquals(
          "Ted Stevens Anchorage International", fragment.table(0).column("name").text(anchorage));
      assertEquals("61.17432028", fragment.table(0).column("latitude").text(anchorage));
    }
    assertTrue(flights > 5_000_000, "sum of counts: " + flights);
    assertEquals(1, fragments.stream().filter(f -> f.lid(0, Oid.of("ANC")) >= 0).count());
  }
}
