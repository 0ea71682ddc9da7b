package io.pergola.graph.csr;

import io.pergola.graph.Triple;
import io.pergola.graph.VertexLabel;
import io.pergola.graph.verify.ChecksumVerifier;
import io.pergola.graph.verify.CsrVerifier;
import io.pergola.graph.verify.Findings;
import io.pergola.graph.verify.GroupVerifier;
import io.pergola.graph.verify.SymmetryVerifier;
import io.pergola.graph.verify.TableVerifier;
import io.pergola.graph.verify.TransposeVerifier;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import io.pergola.store.StoreException;
import java.util.List;

/// Checks every invariant that one fragment alone can break, reading all of it. Needs 8 bytes of
/// heap a vertex.
final class FragmentVerifier {
  private final ObjectMeta meta;
  private final FragmentHead head;
  private final Findings findings;

  private FragmentVerifier(ObjectMeta meta, FragmentHead head, Findings findings) {
    this.meta = meta;
    this.head = head;
    this.findings = findings;
  }

  /// Notes what is wrong with the fragment; it may be anything that has its type name.
  static void verify(ObjectStore store, ObjectMeta meta, Findings findings) {
    try (CsrFragment fragment = CsrFragment.open(store, meta);
        Pin pin = store.pin(meta.blobs(store.instanceId()))) {
      FragmentHead head = fragment.head();
      Findings here = findings.in("fragment %d (%s)".formatted(head.fid(), meta.id()));
      here.guard("a blob", () -> new ChecksumVerifier(pin).verify(meta, here));
      FragmentVerifier verifier = new FragmentVerifier(meta, head, here);
      verifier.verifyVertices(fragment.vertices());
      verifier.verifyTriples(fragment);
    } catch (StoreException.Corrupt problem) {
      findings.in("fragment " + meta.id()).check(false, String.valueOf(problem.getMessage()));
    }
  }

  private void verifyVertices(List<VertexPart> parts) {
    for (VertexLabel label : head.schema().vertexLabels()) {
      Findings here = findings.in("vertex label '%s'".formatted(label.name()));
      new VertexVerifier(head, label.id(), parts.get(label.id()), here).verify(meta);
    }
  }

  private void verifyTriples(CsrFragment fragment) {
    for (Triple triple : head.schema().triples()) {
      Findings here = findings.in(GroupVerifier.nameOf(head.schema(), triple));
      verify(fragment, triple, here);
    }
  }

  private void verify(CsrFragment fragment, Triple triple, Findings here) {
    TriplePart part = fragment.part(triple);
    if (meta.has(Keys.edgeTable(triple))) {
      ObjectMeta table = meta.member(Keys.edgeTable(triple));
      TableVerifier.verify(table, part.edges(), here.in("table"));
    }
    boolean sound =
        new CsrVerifier(part.out(), fragment.vertexCount(triple.destination()), here.in("out"))
            .verify();
    if (fragment.symmetric(triple)) {
      if (sound) SymmetryVerifier.verify(fragment, triple, here);
      return;
    }
    boolean inSound =
        new CsrVerifier(part.in(), fragment.vertexCount(triple.source()), here.in("in")).verify();
    if (sound && inSound) {
      TransposeVerifier.verify(fragment, triple, here);
    }
  }
}
