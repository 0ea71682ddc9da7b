package io.pergola.graph.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.VerifyReport;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Ways to damage a fragment, and what must come of it: opening says that it is corrupt or works,
/// and the verifier notices.
public final class Damage {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectStore store;
  private final Tampering tampering;
  private final Random random = new Random(42);

  /// Damages what is in `store`.
  public Damage(ObjectStore store) {
    this.store = store;
    this.tampering = new Tampering(store);
  }

  /// Wrong values instead of a value of metadata.
  public List<JsonNode> wrong(JsonNode value) {
    if (value.isBoolean())
      return List.of(JSON.booleanNode(!value.booleanValue()), JSON.stringNode(""));
    if (value.isString()) {
      String text = value.stringValue();
      String cut = text.substring(0, text.length() / 2);
      return List.of(JSON.stringNode(text + "x"), JSON.stringNode(cut), JSON.numberNode(7));
    }
    long number = value.longValue();
    return List.of(
        JSON.numberNode(number + 1),
        JSON.numberNode(number - 1),
        JSON.numberNode(-1 - random.nextLong(1L << 40)),
        JSON.numberNode(Long.MAX_VALUE - random.nextLong(1L << 30)),
        JSON.numberNode(1 + number + random.nextLong(1L << 33)),
        JSON.stringNode(Long.toString(number)),
        JSON.nullNode());
  }

  /// Asserts that the group with its last fragment changed is not sound.
  public void requireNoticed(FragmentGroup group, ObjectMeta changed, String what) {
    assertFalse(verify(group, changed).sound(), () -> "not noticed: " + what);
  }

  /// Asserts that a group is not sound if any of its own values is missing or another one.
  ///
  /// @param free keys that it may lack
  public void requireGroupNoticed(FragmentGroup group, Set<String> free) {
    ObjectMeta meta = store.meta(group.id());
    for (List<String> path : Tampering.paths(meta)) {
      String key = path.getFirst();
      if (key.equals("nbytes") || key.equals("global")) continue;
      if (!free.contains(key)) {
        requireUnsound(tampering.without(meta, List.of(key)), "without " + key);
      }
      boolean place = key.startsWith("frag_instance_id_"); // a copy may stand in elsewhere
      if (path.size() > 1 || place) continue; // or of a fragment
      for (JsonNode wrong : wrong(Tampering.at(meta, path))) {
        requireUnsound(tampering.with(meta, path, wrong), key + " = " + wrong);
      }
    }
  }

  private void requireUnsound(ObjectMeta group, String what) {
    assertFalse(
        Fragments.verifyGroup(store, group.id()).sound(), () -> "not noticed: group " + what);
  }

  /// What the verifier says of the group with its last fragment changed.
  public VerifyReport verify(FragmentGroup group, ObjectMeta changed) {
    try (Fragment opened = Fragments.getFragment(store, changed.id())) {
      assertEquals(changed.id(), opened.id());
    } catch (StoreException.Corrupt refused) {
      assertFalse(String.valueOf(refused.getMessage()).isBlank());
    }
    String member = "frag_object_id_" + (group.fnum() - 1);
    ObjectMeta tampered = tampering.with(store.meta(group.id()), List.of(member), changed);
    return Fragments.verifyGroup(store, tampered.id());
  }

  /// One bit is another.
  public byte[] flip(byte[] bytes) {
    if (bytes.length == 0) return new byte[] {1};
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }

  /// Every byte is another.
  public byte[] garble(byte[] bytes) {
    random.nextBytes(bytes);
    return bytes;
  }

  /// Half of them are gone.
  public byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }
}
