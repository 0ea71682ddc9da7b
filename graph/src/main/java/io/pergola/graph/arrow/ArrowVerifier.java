package io.pergola.graph.arrow;

import io.pergola.graph.Direction;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Property;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.verify.ChecksumVerifier;
import io.pergola.graph.verify.Findings;
import io.pergola.graph.verify.RowEquality;
import io.pergola.graph.verify.TableVerifier;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import io.pergola.store.StoreException;
import java.util.List;
import java.util.Optional;

/// Checks every invariant that one `arrow` fragment alone can break, reading all of it.
final class ArrowVerifier {
  private final ObjectMeta meta;
  private final ArrowFragment fragment;
  private final ArrowHead head;
  private final Findings findings;
  private boolean parallelEdges;

  private ArrowVerifier(ObjectMeta meta, ArrowFragment fragment, Findings findings) {
    this.meta = meta;
    this.fragment = fragment;
    this.head = fragment.head();
    this.findings = findings;
  }

  /// Notes what is wrong with the fragment; it may be anything that has its type name.
  static void verify(ObjectStore store, ObjectMeta meta, Findings findings) {
    try (ArrowFragment fragment = ArrowFragment.open(store, meta);
        Pin pin = store.pin(meta.blobs(store.instanceId()))) {
      Findings here = findings.in("fragment %d (%s)".formatted(fragment.fid(), meta.id()));
      here.guard("a blob", () -> new ChecksumVerifier(pin).verify(meta, here));
      new ArrowVerifier(meta, fragment, here).verify();
    } catch (StoreException.Corrupt problem) {
      findings.in("fragment " + meta.id()).check(false, String.valueOf(problem.getMessage()));
    }
  }

  private void verify() {
    findings.guard("the lists", this::verifySizes);
    for (VertexLabel label : fragment.schema().vertexLabels()) {
      Findings here = findings.in("vertex label '%s'".formatted(label.name()));
      verifyTable(ArrowKeys.VERTEX_TABLES, label.id(), head.schema().vertices(), here);
      if (head.schema().vertices().get(label.id()).special().isPresent()) {
        here.guard("the retained id", () -> verifyRetained(label.id(), here));
      }
      new ArrowVertexVerifier(fragment, label.id(), here).verify();
    }
    int before = findings.count();
    for (EdgeLabel label : fragment.schema().edgeLabels()) {
      Findings here = findings.in("edge label '%s'".formatted(label.name()));
      verifyTable(ArrowKeys.EDGE_TABLES, label.id(), head.schema().edges(), here);
      here.guard("the edges", () -> verifyEdges(label, here));
    }
    if (findings.count() == before) {
      boolean flag = meta.flag(ArrowKeys.MULTIGRAPH);
      findings.check(
          flag == parallelEdges,
          "is_multigraph_ is %s, expected %s".formatted(flag, parallelEdges));
    }
  }

  /// Readers want the length of each list of lists, of unused ones too.
  private void verifySizes() {
    boolean plain = head.type().edges() == EdgeKind.PLAIN;
    for (Direction direction : Direction.values()) {
      boolean stored = head.directed() || direction == Direction.OUT;
      ListSide side = ListSide.of(direction);
      verifySize(side.offsets(), stored);
      verifySize(side.plain(), stored && plain);
      verifySize(side.compact(), stored && !plain);
      verifySize(side.byteOffsets(), stored && !plain);
    }
  }

  private void verifySize(String list, boolean used) {
    long found = meta.integer(ArrowKeys.size(list));
    long expected = used ? head.vertexLabels() : 0;
    findings.check(
        found == expected, "%s has length %d, expected %d".formatted(list, found, expected));
  }

  private void verifyTable(
      String list, int label, List<ArrowSchema.Columns> columns, Findings here) {
    List<Optional<Property>> stored = columns.get(label).stored();
    if (stored.stream().anyMatch(Optional::isEmpty)) return; // a type that is not ours
    here.guard(
        "the table",
        () -> {
          List<Property> properties = stored.stream().map(Optional::orElseThrow).toList();
          ObjectMeta table = meta.member(ArrowKeys.item(list, label));
          TableVerifier.verify(table, fragment.reader().table(table, properties), here.in("table"));
        });
  }

  private void verifyRetained(int label, Findings here) {
    OidArray oids = fragment.vertices().get(label).oids();
    ArrowSchema.Columns columns = head.schema().vertices().get(label);
    ArrowSchema.Special special = columns.special().orElseThrow();
    Property property = new Property(special.name(), head.type().oid());
    ObjectMeta meta = this.meta.member(ArrowKeys.item(ArrowKeys.VERTEX_TABLES, label));
    io.pergola.graph.Column retained = fragment.reader().column(meta, special.position(), property);
    for (long row = 0; row < oids.size(); row++) {
      if (!RowEquality.same(retained, row, oids.column(), row)) {
        here.problem(
            "the retained id of row %d is '%s', but the vertex map has '%s'"
                .formatted(row, retained.text(row), oids.at(row)));
        return;
      }
    }
  }

  private void verifyEdges(EdgeLabel label, Findings here) {
    long rows = fragment.reader().edgeRows(label.id());
    if (rows > Integer.MAX_VALUE - 8) {
      here.problem("%d rows are more than this check can hold".formatted(rows));
      return;
    }
    boolean sound = true;
    for (Direction direction : directions()) {
      for (VertexLabel owner : fragment.schema().vertexLabels()) {
        sound &= verifyUnits(direction, owner, label, rows, here);
      }
    }
    if (sound) verifyEnds(label, (int) rows, here);
  }

  private Direction[] directions() {
    return head.directed() ? Direction.values() : new Direction[] {Direction.OUT};
  }

  private boolean verifyUnits(
      Direction direction, VertexLabel owner, EdgeLabel label, long rows, Findings here) {
    List<Integer> totals =
        fragment.vertices().stream().map(part -> part.inner() + part.outer()).toList();
    Findings place = here.in("%s lists of '%s'".formatted(direction.label(), owner.name()));
    return place.guard(
        "units",
        () -> {
          Units units = fragment.units(direction, owner.id(), label.id());
          UnitsVerifier verifier = new UnitsVerifier(units, totals, rows, head.ids(), place);
          if (verifier.verify()) parallelEdges |= verifier.hasParallelEdges();
        });
  }

  private void verifyEnds(EdgeLabel label, int rows, Findings here) {
    EdgeEnds ends = new EdgeEnds(head.ids(), fragment.vertices(), rows, here);
    for (VertexLabel owner : fragment.schema().vertexLabels()) {
      Units units = fragment.units(Direction.OUT, owner.id(), label.id());
      boolean fits =
          head.directed() ? ends.sources(owner.id(), units) : ends.bothEnds(owner.id(), units);
      if (!fits) return;
    }
    for (VertexLabel owner : fragment.schema().vertexLabels()) {
      if (!head.directed()) break;
      if (!ends.destinations(owner.id(), fragment.units(Direction.IN, owner.id(), label.id())))
        return;
    }
    ends.allMet();
  }
}
