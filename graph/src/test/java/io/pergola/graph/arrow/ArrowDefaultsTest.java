package io.pergola.graph.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.Direction;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.NumberColumn;
import io.pergola.graph.Oid;
import io.pergola.graph.Partitioner;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.graph.Schema;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a graph has in the `arrow` layout if nothing else is asked for: what every engine of
/// GraphScope accepts.
class ArrowDefaultsTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  private static final int VERTICES = 30;
  private static final int EDGES = 200;
  private static final int FRAGMENTS = 3;

  private final ObjectStore store = STORE.get();

  @Test
  void idsAndVidsHave64BitsTheVertexMapIsGlobalAndEdgesArePlain() {
    for (FragmentGroup.Part part : group(true).fragments()) {
      ObjectMeta fragment = store.meta(part.id());
      assertEquals(
          "vineyard::ArrowFragment<int64,uint64,vineyard::ArrowVertexMap<int64,uint64>,false>",
          fragment.typeName());
      assertEquals("int64", fragment.text("oid_type"));
      assertEquals("uint64", fragment.text("vid_type"));
    }
  }

  @Test
  void theEdgeIdIsTheFirstColumnAndTheRetainedIdTheLast() {
    for (FragmentGroup.Part part : group(true).fragments()) {
      try (ArrowFragment fragment = ArrowFragment.open(store, store.meta(part.id()))) {
        ArrowSchema schema = fragment.head().schema();
        assertEquals(
            new ArrowSchema.Special("eid", 0), schema.edges().getFirst().special().orElseThrow());
        assertEquals(
            new ArrowSchema.Special("id", 1), schema.vertices().getFirst().special().orElseThrow());
        assertEquals(2, schema.vertices().getFirst().stored().size());
      }
    }
  }

  @Test
  void anEdgeHasOneIdInAllFragmentsAndNoOtherEdgeHasIt() {
    for (boolean directed : List.of(true, false)) {
      Map<Long, Long> idOfEdge = new HashMap<>();
      int met = 0;
      for (FragmentGroup.Part part : group(directed).fragments()) {
        try (ArrowFragment fragment = ArrowFragment.open(store, store.meta(part.id()))) {
          met += collect(fragment, idOfEdge);
        }
      }
      assertEquals(EDGES, idOfEdge.size());
      assertEquals(EDGES, new HashSet<>(idOfEdge.values()).size());
      assertTrue(met > EDGES, "no edge is cut");
    }
  }

  /// Notes the id of each edge, which its number names, and compares it with what was noted before.
  private static int collect(ArrowFragment fragment, Map<Long, Long> idOfEdge) {
    NumberColumn ids =
        (NumberColumn) fragment.reader().edgeColumn(0, 0, new Property("eid", PropertyType.INT64));
    NumberColumn numbers = (NumberColumn) fragment.reader().edges(0).column("number");
    Units units = fragment.units(Direction.OUT, 0, 0);
    for (long unit = 0; unit < units.count(); unit++) {
      long row = units.eid(unit);
      Long known = idOfEdge.put(numbers.longAt(row), ids.longAt(row));
      if (known != null) assertEquals(known, ids.longAt(row));
    }
    return (int) ids.length();
  }

  private FragmentGroup group(boolean directed) {
    Schema schema =
        new Schema(
            List.of(
                new VertexLabel(
                    0, "v", PropertyType.INT64, List.of(new Property("n", PropertyType.INT32)))),
            List.of(
                new EdgeLabel(
                    0,
                    "e",
                    List.of(new Property("number", PropertyType.INT64)),
                    List.of(new EdgeLabel.Relation(0, 0)))));
    List<GraphModel.Vertex> vertices = new ArrayList<>();
    for (long i = 0; i < VERTICES; i++) {
      vertices.add(new GraphModel.Vertex(Oid.of(i), List.of(Optional.of(i))));
    }
    Random random = new Random(3);
    List<GraphModel.Edge> edges = new ArrayList<>();
    for (long i = 0; i < EDGES; i++) {
      Oid source = Oid.of(random.nextInt(VERTICES));
      Oid destination = Oid.of(random.nextInt(VERTICES));
      edges.add(new GraphModel.Edge(source, destination, List.of(Optional.of(i))));
    }
    GraphModel model = new GraphModel(schema, directed, List.of(vertices), List.of(edges));
    FragmentGroup csr = NaiveFragments.into(store).write(model, new Partitioner.Hash(FRAGMENTS));
    return ArrowGroupWriter.write(store, csr, ArrowOptions.DEFAULTS, 16 << 20);
  }
}
