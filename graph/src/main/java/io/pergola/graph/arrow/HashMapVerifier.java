package io.pergola.graph.arrow;

import io.pergola.graph.verify.Findings;

/// Checks that a hash map is one: each entry where lookups go for it, as many as it says, the mark
/// at the end.
record HashMapVerifier(HashMapView map, Findings findings) {
  /// Whether lookups find what is there.
  boolean verify() {
    return findings.guard("the hash map", this::verifyEntries);
  }

  private void verifyEntries() {
    long last = map.size() - 1;
    long lookups = map.size() - map.slots();
    long found = 0;
    int before = -1;
    for (long slot = 0; slot < last; slot++) {
      int distance = map.distance(slot);
      // Along a run no entry may be farther from home than the one before, plus one.
      if (distance < -1 || distance > before + 1 || distance >= lookups) {
        findings.problem("entry %d has distance %d".formatted(slot, distance));
        return;
      }
      if (distance >= 0 && !isAtHome(slot, distance)) return;
      if (distance >= 0) found++;
      before = distance;
    }
    findings.check(
        map.distance(last) == 0,
        "the last entry has distance %d, expected 0".formatted(map.distance(last)));
    findings.check(
        found == map.elements(), "%d entries, expected %d".formatted(found, map.elements()));
  }

  private boolean isAtHome(long slot, int distance) {
    long home = Long.remainderUnsigned(map.hash(slot), map.slots());
    if (home + distance == slot) return true;
    findings.problem(
        "entry %d has distance %d, but its key belongs to slot %d".formatted(slot, distance, home));
    return false;
  }
}
