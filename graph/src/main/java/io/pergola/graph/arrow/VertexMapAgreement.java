package io.pergola.graph.arrow;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.verify.Findings;
import io.pergola.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/// Checks that the vertex maps of a group's fragments say the same: as many vertices of each
/// fragment, and, where a map holds the ids of others, those that their owner has.
final class VertexMapAgreement {
  private final List<ArrowFragment> fragments;
  private final Findings findings;

  private VertexMapAgreement(List<ArrowFragment> fragments, Findings findings) {
    this.fragments = fragments;
    this.findings = findings;
  }

  /// Notes where they do not.
  ///
  /// @param group one whose fragments are sound in themselves
  static void verify(ObjectStore store, FragmentGroup group, Findings findings) {
    List<ArrowFragment> opened = new ArrayList<>();
    try {
      for (FragmentGroup.Part part : group.fragments()) {
        if (part.instanceId() != store.instanceId()) continue;
        opened.add(ArrowFragment.open(store, store.meta(part.id())));
      }
      VertexMapAgreement check = new VertexMapAgreement(opened, findings);
      findings.guard("the vertex maps", check::verify);
    } finally {
      opened.forEach(ArrowFragment::close);
    }
  }

  private void verify() {
    for (ArrowFragment holder : fragments) {
      for (ArrowFragment owner : fragments) {
        for (VertexLabel label : holder.schema().vertexLabels()) verify(holder, owner, label.id());
      }
    }
  }

  private void verify(ArrowFragment holder, ArrowFragment owner, int label) {
    Findings here =
        findings.in(
            "the vertex map of fragment %d, label %d of fragment %d"
                .formatted(holder.fid(), label, owner.fid()));
    OidArray expected = owner.reader().map().own(label);
    long count = holder.reader().map().count(owner.fid(), label);
    boolean same =
        here.check(
            count == expected.size(), "%d vertices, expected %d".formatted(count, expected.size()));
    if (!same || !(holder.reader().map() instanceof VertexMap.Global global)) return;
    OidArray found = global.oids().get(owner.fid()).get(label);
    for (long row = 0; row < count; row++) {
      if (!found.at(row).equals(expected.at(row))) {
        here.problem(
            "row %d is '%s', expected '%s'".formatted(row, found.at(row), expected.at(row)));
        return;
      }
    }
  }
}
