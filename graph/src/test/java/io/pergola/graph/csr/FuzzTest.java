package io.pergola.graph.csr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pergola.graph.Fragment;
import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graph.Partitioner;
import io.pergola.graph.VerifyReport;
import io.pergola.graph.testkit.GraphModel;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.graph.testkit.NaiveFragments;
import io.pergola.graph.testkit.RandomGraphs;
import io.pergola.graph.testkit.Tampering;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Whatever is changed in a fragment: opening says that it is corrupt or works, and the verifier
/// notices.
class FuzzTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  /// Values that mean nothing to this format, or only tell people something.
  private static final Set<String> FREE =
      Set.of("nbytes", "global", "order_", "value_type_", "value_type_meta_", "partition_index_");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectStore store = STORE.get();
  private final Tampering tampering = new Tampering(store);
  private final Random random = new Random(42);

  @Test
  void aChangedValueInMetadataIsNoticed() {
    for (long seed : new long[] {8, 21}) {
      FragmentGroup group = group(seed);
      ObjectMeta fragment = fragment(group);
      for (List<String> path : Tampering.paths(fragment)) {
        if (FREE.contains(path.getLast()) || Tampering.isBlob(fragment, path)) continue;
        for (JsonNode wrong : wrong(Tampering.at(fragment, path))) {
          requireNoticed(
              group, tampering.with(fragment, path, wrong), seed + " " + path + " = " + wrong);
        }
      }
      store.clear();
    }
  }

  private List<JsonNode> wrong(JsonNode value) {
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

  @Test
  void aMissingValueOrMemberIsNoticed() {
    FragmentGroup group = group(8);
    ObjectMeta fragment = fragment(group);
    for (List<String> path : Tampering.paths(fragment)) {
      String key = path.getLast();
      boolean checksum = key.endsWith("_crc32c_") || key.endsWith("_bytes_");
      if (FREE.contains(key) || checksum) continue;
      requireNoticed(group, tampering.without(fragment, path), "without " + path);
    }
  }

  @Test
  void aFlippedBitIsNoticedByItsChecksum() {
    for (long seed : new long[] {8, 21}) {
      FragmentGroup group = group(seed);
      ObjectMeta fragment = fragment(group);
      for (List<String> path : Tampering.paths(fragment)) {
        if (!Tampering.isBlob(fragment, path)) continue;
        requireNoticed(group, tampering.withBytes(fragment, path, this::flip), seed + " " + path);
      }
      store.clear();
    }
  }

  @Test
  void aFlippedBitInTopologyIsNoticedWithoutChecksums() {
    for (long seed = 0; seed < 16; seed++) {
      FragmentGroup group = group(seed);
      ObjectMeta fragment = tampering.withoutChecksums(fragment(group));
      for (List<String> path : Tampering.paths(fragment)) {
        if (!Tampering.isBlob(fragment, path) || path.getFirst().endsWith("table")) continue;
        if (path.getFirst().endsWith("outer_oids")) continue;
        if (Tampering.isEmptyBlob(fragment, path)) continue;
        for (int i = 0; i < 6; i++) {
          ObjectMeta changed = tampering.withBytes(fragment, path, this::flip);
          requireNoticed(group, changed, seed + " " + path);
        }
      }
      store.clear();
    }
  }

  @Test
  void garbageInTablesBreaksNothing() {
    for (long seed = 0; seed < 10; seed++) {
      FragmentGroup group = group(seed);
      ObjectMeta fragment = tampering.withoutChecksums(fragment(group));
      for (List<String> path : Tampering.paths(fragment)) {
        if (!Tampering.isBlob(fragment, path)) continue;
        verify(group, tampering.withBytes(fragment, path, this::garble));
        verify(group, tampering.withBytes(fragment, path, this::cut));
      }
      store.clear();
    }
  }

  private FragmentGroup group(long seed) {
    GraphModel model = RandomGraphs.graph(seed);
    Partitioner partitioner = RandomGraphs.partitioner(model, seed);
    FragmentGroup group = NaiveFragments.into(store).withOuterOids().write(model, partitioner);
    assertEquals(List.of(), Fragments.verifyGroup(store, group.id()).problems());
    return group;
  }

  private ObjectMeta fragment(FragmentGroup group) {
    return store.meta(group.fragments().getLast().id());
  }

  private void requireNoticed(FragmentGroup group, ObjectMeta changed, String what) {
    assertFalse(verify(group, changed).sound(), () -> "not noticed: " + what);
  }

  /// The group with its last fragment changed.
  private VerifyReport verify(FragmentGroup group, ObjectMeta changed) {
    try (Fragment opened = Fragments.getFragment(store, changed.id())) {
      assertEquals(changed.id(), opened.id());
    } catch (StoreException.Corrupt refused) {
      assertFalse(String.valueOf(refused.getMessage()).isBlank());
    }
    String member = "frag_object_id_" + (group.fnum() - 1);
    ObjectMeta tampered = tampering.with(store.meta(group.id()), List.of(member), changed);
    return Fragments.verifyGroup(store, tampered.id());
  }

  private byte[] flip(byte[] bytes) {
    if (bytes.length == 0) return new byte[] {1};
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }

  private byte[] garble(byte[] bytes) {
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }
}
