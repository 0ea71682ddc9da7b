package io.pergola.graph.csr;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentFormat;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.NewProperty;
import io.pergola.graph.VerifyReport;
import io.pergola.graph.verify.Findings;
import io.pergola.graph.verify.GroupVerifier;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;

/// The `csr` layout, which [io.pergola.graph.csr] specifies.
public final class CsrFormat implements FragmentFormat {
  /// For [java.util.ServiceLoader].
  public CsrFormat() {}

  @Override
  public String name() {
    return Keys.FORMAT;
  }

  @Override
  public boolean accepts(String typeName) {
    return typeName.equals(Keys.FRAGMENT);
  }

  @Override
  public boolean acceptsGroup(String typeName) {
    return typeName.equals(Keys.GROUP);
  }

  @Override
  public Fragment open(ObjectStore store, ObjectMeta meta, long workBytes) {
    return CsrFragment.open(store, meta);
  }

  @Override
  public FragmentGroup group(ObjectStore store, ObjectMeta meta) {
    return GroupReader.read(meta);
  }

  @Override
  public FragmentGroup withProperty(ObjectStore store, FragmentGroup group, NewProperty added) {
    return VertexPropertyWriter.write(store, group, added);
  }

  @Override
  public VerifyReport verify(ObjectStore store, ObjectMeta meta) {
    Findings findings = Findings.start();
    FragmentVerifier.verify(store, meta, findings);
    return findings.report();
  }

  @Override
  public VerifyReport verify(ObjectStore store, FragmentGroup group) {
    Findings findings = Findings.start();
    GroupVerifier.verify(store, group, FragmentVerifier::verify, findings);
    return findings.report();
  }
}
