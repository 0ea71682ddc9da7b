package io.pergola.graph.verify;

import io.pergola.graph.Fragment;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Layouts;
import io.pergola.graph.Oid;
import io.pergola.store.StoreException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// Checks that two fragments agree on the vertices of a label that one owns and the other holds as
/// outer: one by one, in the same order.
///
/// @param owner has the mirrors
/// @param holder has the outer vertices
record MirrorVerifier(
    Fragment owner, Fragment holder, int label, GidLayout gids, Findings findings) {
  void verify() {
    MemorySegment mirrors = owner.mirrors(label, holder.fid());
    long size = mirrors.byteSize() / 4;
    int begin = holder.outerBegin(label, owner.fid());
    int count = holder.outerBegin(label, owner.fid() + 1) - begin;
    boolean same =
        findings.check(
            size == count,
            "fragment %d has %d mirrors, but fragment %d has %d outer vertices of it"
                .formatted(owner.fid(), size, holder.fid(), count));
    if (!same) return;
    for (int k = 0; k < count; k++) {
      if (!verify(k, mirrors.getAtIndex(Layouts.INT, k), begin + k)) return;
    }
  }

  private boolean verify(int k, int mirror, int outer) {
    long index = gids.index(holder.gid(label, outer));
    if (index != mirror) {
      findings.problem(
          "mirror %d is vertex %d, but outer vertex %d is %d".formatted(k, mirror, outer, index));
      return false;
    }
    Optional<Oid> found = outerOid(outer);
    Oid expected = owner.oid(label, mirror);
    if (found.isEmpty() || found.get().equals(expected)) return true;
    findings.problem(
        "outer vertex %d has oid '%s', expected '%s'".formatted(outer, found.get(), expected));
    return false;
  }

  private Optional<Oid> outerOid(int outer) {
    try {
      return Optional.of(holder.oid(label, outer));
    } catch (StoreException.NotFound notKept) {
      return Optional.empty();
    }
  }
}
