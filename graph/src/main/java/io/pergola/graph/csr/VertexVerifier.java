package io.pergola.graph.csr;

import io.pergola.graph.GidLayout;
import io.pergola.graph.Layouts;
import io.pergola.graph.Table;
import io.pergola.graph.verify.Findings;
import io.pergola.graph.verify.TableVerifier;
import io.pergola.store.ObjectMeta;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.List;

/// Checks what a fragment holds of one vertex label.
final class VertexVerifier {
  private final FragmentHead head;
  private final int label;
  private final VertexPart part;
  private final Findings findings;

  VertexVerifier(FragmentHead head, int label, VertexPart part, Findings findings) {
    this.head = head;
    this.label = label;
    this.part = part;
    this.findings = findings;
  }

  /// @param meta the fragment's
  void verify(ObjectMeta meta) {
    boolean readable =
        TableVerifier.verify(
            meta.member(Keys.vertexTable(label)), part.table(), findings.in("table"));
    if (readable) findings.guard("the index", this::verifyIndex);
    findings.guard("outer_gids", this::verifyOuter);
    findings.guard("mirrors", this::verifyMirrors);
    part.outerOids()
        .ifPresent(oids ->
            TableVerifier.verify(
                meta.member(Keys.outerOids(label)),
                new Table(part.outer(), List.of(oids.column())),
                findings.in("outer_oids")));
  }

  private void verifyIndex() {
    long nulls = part.table().columns().getFirst().nullCount();
    if (!findings.check(nulls == 0, "%d oids are null, expected none".formatted(nulls))) return;
    if (part.index() instanceof OidIndex.Sorted && !ascends()) return;
    if (part.index() instanceof OidIndex.Hash hash && !holdsEachOnce(hash.slots())) return;
    for (int lid = 0; lid < part.inner(); lid++) {
      int found = part.index().find(part.oids().at(lid));
      if (found != lid) {
        findings.problem(
            "the index gives %d for oid '%s', expected %d"
                .formatted(found, part.oids().at(lid), lid));
        return;
      }
    }
  }

  private boolean ascends() {
    for (int lid = 1; lid < part.inner(); lid++) {
      if (part.oids().order(lid - 1, lid) >= 0) {
        findings.problem(
            "oid '%s' of row %d follows '%s', but the index is sorted"
                .formatted(part.oids().at(lid), lid, part.oids().at(lid - 1)));
        return false;
      }
    }
    return true;
  }

  private boolean holdsEachOnce(MemorySegment slots) {
    BitSet seen = new BitSet(part.inner());
    for (long slot = 0; slot < slots.byteSize() / 4; slot++) {
      int lid = slots.getAtIndex(Layouts.INT, slot);
      if (lid == OidIndex.FREE) continue;
      if (lid < 0 || lid >= part.inner() || seen.get(lid)) {
        findings.problem(
            "index_slots[%d] is %d, expected −1 or 0 to %d, each once"
                .formatted(slot, lid, part.inner() - 1));
        return false;
      }
      seen.set(lid);
    }
    int count = seen.cardinality();
    return findings.check(
        count == part.inner(),
        "index_slots hold %d vertices, expected %d".formatted(count, part.inner()));
  }

  private void verifyOuter() {
    GidLayout gids = GidLayout.of(head.fnum());
    for (int i = 0; i < part.outer(); i++) {
      long gid = part.outerGids().at(i);
      int fid = gids.fid(gid);
      if (gids.label(gid) != label || fid == head.fid() || fid >= head.fnum()) {
        findings.problem(
            "outer_gids[%d] is 0x%016x, of fragment %d and label %d, expected another fragment below %d and label %d"
                .formatted(i, gid, fid, gids.label(gid), head.fnum(), label));
        return;
      }
      long previous = i == 0 ? 0 : part.outerGids().at(i - 1);
      if (i > 0 && Long.compareUnsigned(gid, previous) <= 0) {
        findings.problem(
            "outer_gids[%d] is 0x%016x, expected more than 0x%016x before it"
                .formatted(i, gid, previous));
        return;
      }
    }
  }

  private void verifyMirrors() {
    if (part.mirrorOffsets().byteSize() == 0) return;
    long total = part.mirrorIndices().byteSize() / 4;
    long least = 0;
    for (int other = 0; other <= head.fnum(); other++) {
      long offset = part.mirrorOffsets().getAtIndex(Layouts.LONG, other);
      if (other == head.fnum()) least = total;
      long most = other == 0 ? 0 : other == head.fid() + 1 ? least : total;
      if (offset < least || offset > most) {
        findings.problem(
            "mirror_offsets[%d] is %d, expected %s"
                .formatted(other, offset, Findings.range(least, most)));
        return;
      }
      least = offset;
    }
    for (int other = 0; other < head.fnum(); other++) verifyMirrors(other);
  }

  private void verifyMirrors(int other) {
    MemorySegment mirrors = part.mirrors(other);
    int least = 0;
    for (long i = 0; i < mirrors.byteSize() / 4; i++) {
      int lid = mirrors.getAtIndex(Layouts.INT, i);
      if (lid < least || lid >= part.inner()) {
        findings.problem(
            "mirror %d for fragment %d is %d, expected %s"
                .formatted(i, other, lid, Findings.range(least, part.inner() - 1)));
        return;
      }
      least = lid + 1;
    }
  }
}
