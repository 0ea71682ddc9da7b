package io.pergola.graph.arrow;

import io.pergola.graph.verify.Findings;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;

/// Checks the ids of one vertex label, and its outer vertices.
final class ArrowVertexVerifier {
  private final ArrowHead head;
  private final ArrowFragmentReader reader;
  private final int label;
  private final ArrowVertices part;
  private final Findings findings;

  ArrowVertexVerifier(ArrowFragment fragment, int label, Findings findings) {
    this.head = fragment.head();
    this.reader = fragment.reader();
    this.label = label;
    this.part = fragment.vertices().get(label);
    this.findings = findings;
  }

  void verify() {
    findings.guard("the vertex map", this::verifyMap);
    if (findings.guard("ovgid_lists_", this::verifyOuter)) verifyOuterMap();
  }

  private void verifyMap() {
    VertexMap map = reader.map();
    for (int fid = 0; fid < head.fnum(); fid++) {
      Findings here = findings.in("fragment %d in the vertex map".formatted(fid));
      switch (map) {
        case VertexMap.Global global -> verify(global, fid, here);
        case VertexMap.Local local -> verify(local, fid, here);
      }
    }
  }

  private void verify(VertexMap.Global map, int fid, Findings here) {
    OidArray oids = map.oids().get(fid).get(label);
    if (!noNulls(oids, here) || map.maps().isEmpty()) return;
    HashMapView toGid = map.maps().get(fid).get(label);
    if (!new HashMapVerifier(toGid, here).verify()) return;
    here.check(
        toGid.elements() == oids.size(),
        "%d ids for %d vertices: one stands twice".formatted(toGid.elements(), oids.size()));
    for (int row = 0; row < oids.size(); row++) {
      long expected = head.ids().gid(fid, label, row);
      if (!finds(oids, toGid, row, expected, here)) return;
    }
  }

  private static boolean noNulls(OidArray oids, Findings here) {
    int before = here.count();
    io.pergola.graph.verify.TableVerifier.verify(oids.column(), here);
    here.check(oids.column().nullCount() == 0, "an id is null");
    return here.count() == before;
  }

  private static boolean finds(
      OidArray oids, HashMapView map, int row, long expected, Findings here) {
    long found = oids.findIn(map, row);
    if (found == expected) return true;
    here.problem(
        "id '%s' of row %d is mapped to 0x%x, expected 0x%x"
            .formatted(oids.at(row), row, found, expected));
    return false;
  }

  private void verify(VertexMap.Local map, int fid, Findings here) {
    OidArray oids = map.oids().get(fid).get(label);
    if (!noNulls(oids, here)) return;
    boolean own = fid == head.fid();
    HashMapView toOffset = map.offsets().get(fid).get(label);
    boolean rebuilt = own && part.search() instanceof OidSearch.Rebuilt;
    if (rebuilt || !new HashMapVerifier(toOffset, here).verify()) return;
    if (own) {
      here.check(toOffset.elements() == oids.size(), "an id stands twice");
      for (int row = 0; row < oids.size(); row++) {
        if (!finds(oids, toOffset, row, row, here)) return;
      }
    } else {
      new HashMapVerifier(map.outer().get(fid).get(label), here.in("back")).verify();
    }
  }

  private void verifyOuter() {
    MemorySegment stored = reader.outerGids(label, part.outer());
    VidWidth vid = head.type().vid();
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < part.outer(); i++) {
      long gid = Units.vid(stored, (long) i * vid.byteWidth(), vid);
      int owner = head.ids().fid(gid);
      boolean fits =
          owner != head.fid()
              && owner < head.fnum()
              && head.ids().label(gid) == label
              && head.ids().offset(gid) < reader.map().count(owner, label);
      if (!fits || !seen.add(gid)) {
        findings.problem(
            "ovgid_lists_[%d] is 0x%x, expected a vertex of label %d in another fragment, each once"
                .formatted(i, gid, label));
        return;
      }
      reader.map().oid(owner, label, head.ids().offset(gid));
    }
  }

  private void verifyOuterMap() {
    Findings here = findings.in("ovg2l_maps_");
    findings.guard(
        "ovg2l_maps_",
        () -> {
          HashMapView map = reader.outerMap(label);
          if (!new HashMapVerifier(map, here).verify()) return;
          here.check(
              map.elements() == part.outer(),
              "%d entries for %d outer vertices".formatted(map.elements(), part.outer()));
          verifyLids(map, here);
        });
  }

  private void verifyLids(HashMapView map, Findings here) {
    MemorySegment stored = reader.outerGids(label, part.outer());
    VidWidth vid = head.type().vid();
    for (int i = 0; i < part.outer(); i++) {
      long gid = Units.vid(stored, (long) i * vid.byteWidth(), vid);
      long expected = head.ids().lid(label, (long) part.inner() + i);
      if (map.find(gid) != expected) {
        here.problem(
            "0x%x is mapped to 0x%x, expected 0x%x".formatted(gid, map.find(gid), expected));
        return;
      }
    }
  }
}
