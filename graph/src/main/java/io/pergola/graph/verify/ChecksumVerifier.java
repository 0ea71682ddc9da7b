package io.pergola.graph.verify;

import io.pergola.graph.Checksum;
import io.pergola.store.Blob;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.Pin;
import java.util.HashSet;
import java.util.Set;

/// Compares each blob with the length and checksum that stand beside it.
public final class ChecksumVerifier {
  private final Pin pin;
  private final Set<ObjectId> seen = new HashSet<>();

  /// A check of the blobs of some objects.
  ///
  /// @param pin holds the blobs
  public ChecksumVerifier(Pin pin) {
    this.pin = pin;
  }

  /// Notes which blobs of the tree are not what stands beside them.
  public void verify(ObjectMeta meta, Findings findings) {
    meta.members()
        .forEach((key, member) -> {
          Findings here = findings.in(key);
          if (member.id().isBlob()) verifyBlob(meta, key, member.id(), findings);
          else if (seen.add(member.id())) verify(member, here);
        });
  }

  private void verifyBlob(ObjectMeta owner, String key, ObjectId id, Findings findings) {
    Blob blob = pin.blobs().get(id);
    boolean empty = id.equals(ObjectId.EMPTY_BLOB);
    if (!findings.check(
        empty || blob != null, "%s is blob %s, which is not here".formatted(key, id))) return;
    long size = blob == null ? 0 : blob.byteSize();
    if (owner.has(Checksum.bytesKey(key))) {
      long expected = owner.integer(Checksum.bytesKey(key));
      findings.check(
          size == expected, "%s has %d bytes, expected %d".formatted(key, size, expected));
    }
    if (owner.has(Checksum.crcKey(key))) {
      long found = blob == null ? 0 : Checksum.of(blob.segment());
      long expected = owner.integer(Checksum.crcKey(key));
      findings.check(
          found == expected, "%s has CRC32C %08x, expected %08x".formatted(key, found, expected));
    }
  }
}
