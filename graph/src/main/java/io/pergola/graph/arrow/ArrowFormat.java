package io.pergola.graph.arrow;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentFormat;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.NewProperty;
import io.pergola.graph.VerifyReport;
import io.pergola.graph.verify.Findings;
import io.pergola.graph.verify.GroupVerifier;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.List;

/// The `arrow` layout, which [io.pergola.graph.arrow] specifies.
public final class ArrowFormat implements FragmentFormat {
  /// For [java.util.ServiceLoader].
  public ArrowFormat() {}

  @Override
  public String name() {
    return ArrowKeys.FORMAT;
  }

  @Override
  public boolean accepts(String typeName) {
    return FragmentType.isFragment(typeName);
  }

  @Override
  public boolean acceptsGroup(String typeName) {
    return typeName.equals(ArrowKeys.GROUP);
  }

  @Override
  public Fragment open(ObjectStore store, ObjectMeta meta, long workBytes) {
    return ArrowFragment.open(store, meta, workBytes);
  }

  @Override
  public List<String> unshown(ObjectMeta meta) {
    return ArrowHead.read(meta).schema().unshown();
  }

  @Override
  public FragmentGroup group(ObjectStore store, ObjectMeta meta) {
    return ArrowGroupReader.read(store, meta);
  }

  @Override
  public FragmentGroup withProperty(ObjectStore store, FragmentGroup group, NewProperty added) {
    return ArrowPropertyWriter.write(store, group, added);
  }

  @Override
  public VerifyReport verify(ObjectStore store, ObjectMeta meta) {
    Findings findings = Findings.start();
    ArrowVerifier.verify(store, meta, findings);
    return findings.report();
  }

  @Override
  public VerifyReport verify(ObjectStore store, FragmentGroup group) {
    Findings findings = Findings.start();
    GroupVerifier.verify(store, group, ArrowVerifier::verify, findings);
    if (findings.count() == 0) VertexMapAgreement.verify(store, group, findings);
    return findings.report();
  }
}
