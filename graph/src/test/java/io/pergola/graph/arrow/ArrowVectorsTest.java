package io.pergola.graph.arrow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.graph.Layouts;
import io.pergola.graph.Oid;
import io.pergola.graph.PropertyType;
import io.pergola.graph.testkit.Dump;
import io.pergola.graph.testkit.GraphStore;
import io.pergola.store.Blob;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Type names, ids, hash maps and compact lists as Vineyard's own libraries make them.
class ArrowVectorsTest {
  @RegisterExtension static final GraphStore STORE = new GraphStore();

  private static JsonNode read(String name) {
    try (InputStream file =
        Objects.requireNonNull(ArrowVectorsTest.class.getResourceAsStream("/vectors/" + name))) {
      return new JsonMapper().readTree(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void allFragmentTypesAreSpelledAsInVineyard() {
    Set<String> expected = new TreeSet<>();
    for (JsonNode name : read("typenames.json")) {
      if (FragmentType.isFragment(name.stringValue())) expected.add(name.stringValue());
    }
    Set<String> found = new TreeSet<>();
    for (PropertyType oid : List.of(PropertyType.INT64, PropertyType.INT32, PropertyType.STRING)) {
      for (VidWidth vid : VidWidth.values()) {
        for (MapKind map : MapKind.values()) {
          for (EdgeKind edges : EdgeKind.values()) {
            FragmentType type = new FragmentType(oid, vid, map, edges);
            assertEquals(type, FragmentType.parse(type.typeName()).orElseThrow());
            found.add(type.typeName());
          }
        }
      }
    }
    assertEquals(expected, found);
  }

  @Test
  void allTypesThatAreWrittenAreSpelledAsInVineyard() {
    Set<String> known = new TreeSet<>();
    for (JsonNode name : read("typenames.json")) known.add(name.stringValue());
    List<PropertyType> numbers =
        List.of(
            PropertyType.INT64,
            PropertyType.INT32,
            PropertyType.STRING,
            PropertyType.UINT64,
            PropertyType.UINT32);
    for (PropertyType key : numbers) {
      for (PropertyType value : List.of(PropertyType.UINT64, PropertyType.UINT32)) {
        boolean mixed = key.isUnsigned() && key != value;
        if (mixed) continue;
        assertTrue(known.contains(new HashEntries(key, value).typeName()));
        assertTrue(known.contains(new HashEntries(key, value).arrayTypeName()));
      }
    }
  }

  @Test
  void idsHaveTheBitsOfVineyardsIdParser() {
    JsonNode vectors = read("idparser.json");
    requireIds(vectors.get("u64"), VidWidth.UINT64);
    requireIds(vectors.get("u32"), VidWidth.UINT32);
  }

  private static void requireIds(JsonNode rows, VidWidth vid) {
    assertTrue(rows.size() > 100);
    for (JsonNode row : rows) {
      VidBits ids = VidBits.of(vid, row.get("fnum").intValue());
      int fid = row.get("fid").intValue();
      int label = row.get("label").intValue();
      long offset = row.get("offset").asLong();
      long gid = Long.parseUnsignedLong(row.get("gid").stringValue());
      assertEquals(gid, ids.gid(fid, label, offset), row::toString);
      assertEquals(Long.parseUnsignedLong(row.get("lid").stringValue()), ids.lid(label, offset));
      assertEquals(fid, ids.fid(gid));
      assertEquals(label, ids.label(gid));
      assertEquals(offset, ids.offset(gid));
      assertEquals(Long.parseLong(row.get("max_offset").stringValue()), ids.maxOffset());
    }
  }

  @Test
  void entriesOfHashMapsHaveTheSizesOfVineyards() {
    for (var size : read("hashmap_images.json").get("sizes").properties()) {
      if (!size.getKey().startsWith("Entry<")) continue;
      String[] types = size.getKey().substring(6, size.getKey().length() - 1).split(",", -1);
      HashEntries layout = new HashEntries(type(types[0]), type(types[1]));
      assertEquals(Integer.parseInt(size.getValue().asString()), layout.byteSize(), size.getKey());
    }
  }

  private static PropertyType type(String name) {
    return name.equals("string_view") ? PropertyType.STRING : PropertyType.parse(name);
  }

  /// The images were made by inserting keys in order; so are ours.
  @Test
  void hashMapsAreByteForByteThoseOfVineyard() {
    for (JsonNode image : read("hashmap_images.json").get("images")) {
      String[] types = image.get("name").stringValue().split(" ", 2)[0].split("->", -1);
      HashEntries layout = new HashEntries(type(types[0]), type(types[1]));
      List<byte[]> pairs = new ArrayList<>();
      if (layout.key() == PropertyType.STRING) continue; // they hold addresses
      byte[] expected = expected(image, layout, pairs);
      ObjectMeta map = write(layout, sorted(pairs, layout));
      assertEquals(
          image.get("num_slots_minus_one").longValue(), map.integer("num_slots_minus_one_"));
      assertEquals(image.get("max_lookups").longValue(), map.integer("max_lookups_"));
      assertEquals(image.get("num_elements").longValue(), map.integer("num_elements_"));
      ObjectId blob = STORE.get().meta(map.id()).member("entries_").member("buffer_").id();
      try (Pin pin = STORE.get().pin(Set.of(blob))) {
        byte[] found = pin.blob(blob).segment().toArray(ValueLayout.JAVA_BYTE);
        assertArrayEquals(expected, found, image.get("name").stringValue());
      }
    }
  }

  /// Those with strings hold addresses, so it is compared what they lead to.
  @Test
  void hashMapsOfStringsAreThoseOfVineyard() {
    int compared = 0;
    for (JsonNode image : read("hashmap_images.json").get("images")) {
      String[] types = image.get("name").stringValue().split(" ", 2)[0].split("->", -1);
      if (type(types[0]) != PropertyType.STRING) continue;
      List<Oid> keys = IntStream.range(0, 8).mapToObj(i -> (Oid) new Oid.Text("v" + i)).toList();
      ObjectMeta map =
          OidBlock.of(STORE.get(), PropertyType.STRING, keys)
              .map(STORE.get(), type(types[1]), i -> i);
      Set<String> expected = new TreeSet<>();
      for (JsonNode entry : image.get("entries")) {
        if (!entry.has("key")) continue;
        expected.add(
            "%s=%s in slot %d, %d from home"
                .formatted(
                    entry.get("key").stringValue(),
                    entry.get("value"),
                    entry.get("i").intValue(),
                    entry.get("dist").intValue()));
      }
      assertEquals(8, expected.size());
      assertEquals(expected, HashMapText.slots(new Dump(STORE.get()).dump(map.id())));
      compared++;
    }
    assertEquals(2, compared);
  }

  private static byte[] expected(JsonNode image, HashEntries layout, List<byte[]> pairs) {
    int size = layout.byteSize();
    byte[] bytes = new byte[image.get("entries_len").intValue() * size];
    for (JsonNode entry : image.get("entries")) {
      int at = entry.get("i").intValue() * size;
      int distance = entry.get("dist").intValue();
      bytes[at] = (byte) distance;
      boolean last = at + size == bytes.length;
      if (distance < 0 || last) continue;
      byte[] pair = HexFormat.of().parseHex(entry.get("bytes_padding_zeroed").stringValue());
      pair = Arrays.copyOfRange(pair, pair.length - (size - layout.keyAt()), pair.length);
      System.arraycopy(pair, 0, bytes, at + layout.keyAt(), pair.length);
      pairs.add(pair);
    }
    return bytes;
  }

  private static List<byte[]> sorted(List<byte[]> pairs, HashEntries layout) {
    List<byte[]> sorted = new ArrayList<>(pairs);
    int valueAt = layout.valueAt() - layout.keyAt();
    sorted.sort(
        (a, b) -> Long.compareUnsigned(number(a, valueAt, layout), number(b, valueAt, layout)));
    return sorted;
  }

  /// Numbers are read where they are aligned.
  private static MemorySegment direct(byte[] bytes) {
    return MemorySegment.ofArray(new long[8]).copyFrom(MemorySegment.ofArray(bytes));
  }

  private static long number(byte[] pair, int at, HashEntries layout) {
    return HashEntries.number(direct(pair), at, layout.value());
  }

  private static ObjectMeta write(HashEntries layout, List<byte[]> pairs) {
    ObjectStore store = STORE.get();
    HashMapWriter.Pairs source =
        new HashMapWriter.Pairs() {
          @Override
          public int count() {
            return pairs.size();
          }

          @Override
          public long hash(int i) {
            MemorySegment pair = direct(pairs.get(i));
            return layout.hash(HashEntries.number(pair, 0, layout.key()));
          }

          @Override
          public void write(int i, MemorySegment entries, long position) {
            MemorySegment.copy(
                MemorySegment.ofArray(pairs.get(i)),
                0,
                entries,
                position + layout.keyAt(),
                pairs.get(i).length);
          }
        };
    return HashMapWriter.write(
        store, layout, source, new Blob(ObjectId.EMPTY_BLOB, MemorySegment.NULL));
  }

  @Test
  void wordsAreEncodedAsInVineyard() {
    for (JsonNode vector : read("compact_edges.json").get("v8enc32")) {
      CompactUnits codec = new CompactUnits(VidWidth.UINT64);
      int count = vector.get("n").intValue();
      if (count > codec.words().length) continue;
      for (int i = 0; i < count; i++) {
        codec.words()[i] = (int) vector.get("words_u32").get(i).longValue();
      }
      int[] words = Arrays.copyOf(codec.words(), count);
      byte[] expected = HexFormat.of().parseHex(vector.get("bytes").stringValue());
      MemorySegment bytes = MemorySegment.ofArray(new byte[expected.length + 8]);
      assertEquals(expected.length, codec.encode(count, bytes, 0));
      assertArrayEquals(
          expected, Arrays.copyOf(bytes.toArray(ValueLayout.JAVA_BYTE), expected.length));
      Arrays.fill(codec.words(), 7);
      assertEquals(expected.length, codec.decode(bytes, 0, count));
      assertArrayEquals(words, Arrays.copyOf(codec.words(), count));
    }
  }

  @Test
  void compactListsAreThoseOfVineyard() {
    for (JsonNode vector : read("compact_edges.json").get("adjacency_uint64_vid")) {
      MemorySegment offsets = longs(vector.get("offsets"));
      MemorySegment byteOffsets = longs(vector.get("boffsets"));
      byte[] bytes = HexFormat.of().parseHex(vector.get("bytes").stringValue());
      int count = vector.get("offsets").get(vector.get("offsets").size() - 1).intValue();
      MemorySegment units = MemorySegment.ofArray(new long[2 * count]);
      CompactUnits.inflate(
          VidWidth.UINT64, offsets, byteOffsets, MemorySegment.ofArray(bytes), units);
      int unit = 0;
      MemorySegment again =
          MemorySegment.ofArray(new byte[(int) CompactUnits.maxBytes(VidWidth.UINT64, count) + 8]);
      long at = 0;
      for (JsonNode list : vector.get("decoded_vid_eid")) {
        at = new CompactUnits(VidWidth.UINT64).encode(units, unit, list.size(), again, at);
        for (JsonNode pair : list) {
          assertEquals(pair.get(0).longValue(), units.getAtIndex(Layouts.LONG, 2L * unit));
          assertEquals(pair.get(1).longValue(), units.getAtIndex(Layouts.LONG, 2L * unit + 1));
          unit++;
        }
      }
      assertArrayEquals(bytes, again.asSlice(0, at).toArray(ValueLayout.JAVA_BYTE));
    }
  }

  private static MemorySegment longs(JsonNode list) {
    long[] values = new long[list.size()];
    for (int i = 0; i < values.length; i++) values[i] = list.get(i).longValue();
    return MemorySegment.ofArray(values);
  }
}
