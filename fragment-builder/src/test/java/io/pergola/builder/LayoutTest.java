package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.store.ObjectId;
import io.pergola.store.StoreException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LayoutTest extends Loading {
  private static final long MEMORY = 1 << 20;

  @BeforeEach
  void writeFiles() {
    file("v.csv", "id,name\n1,a\n2,b\n3,c\n4,d\n");
    file("e.csv", "a,b,w\n1,2,0.5\n3,1,1\n2,3,2\n1,2,4\n4,4,8\n");
    vertices.add("v=v.csv");
    edges.add("e=e.csv");
    options = options.withFragments(2);
  }

  private LoadResult load(GraphFormat layout) {
    LoadSpec spec = spec();
    return store.load(
        new LoadSpec(spec.name(), spec.vertices(), spec.edges(), spec.options(), layout));
  }

  @Test
  void aGraphIsTheSameInBothLayouts() {
    for (boolean undirected : List.of(true, false)) {
      options = options.withUndirected(undirected);
      LoadResult csr = load(GraphFormat.CSR);
      List<String> expectedEdges = edges(csr, 0);
      List<String> expectedVertices = vertices(csr, 0);
      store.remove("g", csr);
      LoadResult arrow = load(GraphFormat.ARROW);
      assertEquals("arrow", arrow.group().format());
      assertEquals(expectedEdges, edges(arrow, 0));
      assertEquals(expectedVertices, vertices(arrow, 0));
      store.remove("g", arrow);
      store.assertEmpty();
    }
  }

  @Test
  void aConversionInPlaceReplacesTheGraph() {
    LoadResult loaded = load(GraphFormat.CSR);
    long usage = store.store().status().memoryUsage();
    FragmentGroup arrow = convert("g", GraphFormat.ARROW, "g");
    assertFalse(store.store().exists(loaded.group().id()));
    assertEquals(arrow.id(), named("g"));
    assertEquals(List.of(), Fragments.verifyGroup(store.store(), arrow.id()).problems());
    FragmentGroup csr = convert("g", GraphFormat.CSR, "g");
    assertFalse(store.store().exists(arrow.id()));
    assertEquals(usage, store.store().status().memoryUsage());
    assertEquals(List.of(), Fragments.verifyGroup(store.store(), csr.id()).problems());
  }

  @Test
  void aConversionUnderANewNameKeepsTheOldGraph() {
    LoadResult loaded = load(GraphFormat.CSR);
    FragmentGroup arrow = convert("g", GraphFormat.ARROW, "h");
    assertEquals(loaded.group().id(), named("g"));
    assertEquals(arrow.id(), named("h"));
  }

  @Test
  void aConversionThatFailsLeavesNothing() {
    file("e.csv", "a,b,eid\n1,2,7\n");
    LoadResult loaded = load(GraphFormat.CSR);
    long usage = store.store().status().memoryUsage();
    StoreException refused =
        assertThrows(StoreException.Unsupported.class, () -> convert("g", GraphFormat.ARROW, "h"));
    assertTrue(String.valueOf(refused.getMessage()).contains("'eid'"));
    assertEquals(usage, store.store().status().memoryUsage());
    assertEquals(loaded.group().id(), named("g"));
    assertTrue(store.store().findName("h").isEmpty());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    LoadResult loaded = load(GraphFormat.CSR);
    String id = loaded.group().id().toString();
    assertThrows(StoreException.Invalid.class, () -> convert("g", GraphFormat.CSR, "h"));
    assertThrows(StoreException.Invalid.class, () -> convert(id, GraphFormat.ARROW, id));
    convert("g", GraphFormat.ARROW, "h");
    assertThrows(StoreException.Exists.class, () -> convert("g", GraphFormat.ARROW, "h"));
  }

  private FragmentGroup convert(String graph, GraphFormat layout, String name) {
    return GraphConversion.convert(store.store(), graph, layout, name, MEMORY);
  }

  private ObjectId named(String name) {
    return store.store().findName(name).orElseThrow();
  }
}
