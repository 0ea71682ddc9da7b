package io.pergola.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Hashes, owners and gids as Vineyard's own libraries compute them.
class VectorsTest {
  private final JsonNode hashes = read("hash.json");

  private static JsonNode read(String name) {
    try (InputStream file =
        Objects.requireNonNull(VectorsTest.class.getResourceAsStream("/vectors/" + name))) {
      return new JsonMapper().readTree(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static long bits(JsonNode hex) {
    return Long.parseUnsignedLong(hex.stringValue(), 2, hex.stringValue().length(), 16);
  }

  @Test
  void int64IdsHashAsInVineyard() {
    for (JsonNode row : hashes.get("int64")) {
      assertEquals(
          bits(row.get("hash")), WyHash.hash(Long.parseLong(row.get("key").stringValue())));
    }
  }

  @Test
  void int32IdsHashAsInVineyard() {
    for (JsonNode row : hashes.get("int32")) {
      assertEquals(bits(row.get("hash")), WyHash.hash(row.get("key").intValue()));
    }
  }

  @Test
  void stringIdsHashAsInVineyard() {
    for (JsonNode row : hashes.get("string")) {
      byte[] key = HexFormat.of().parseHex(row.get("key_hex").stringValue());
      assertEquals(bits(row.get("hash")), WyHash.hash(new String(key, StandardCharsets.UTF_8)));
      byte[] shifted = new byte[key.length + 3];
      System.arraycopy(key, 0, shifted, 3, key.length);
      assertEquals(
          bits(row.get("hash")), WyHash.hash(MemorySegment.ofArray(shifted), 3, key.length));
    }
  }

  @Test
  void verticesGoToTheFragmentsThatVineyardGivesThem() {
    for (String kind : new String[] {"int64", "int32", "string"}) {
      for (JsonNode row : hashes.get(kind)) {
        for (int fnum = 2; fnum <= 3; fnum++) {
          JsonNode owner = row.path("partition_of_" + fnum);
          if (owner.isMissingNode()) continue;
          assertEquals(
              owner.intValue(), new Partitioner.Hash(fnum).fid(0, oid(row)), row::toString);
        }
      }
    }
  }

  private static Oid oid(JsonNode row) {
    if (row.has("key")) return Oid.of(Long.parseLong(row.get("key").asString()));
    byte[] key = HexFormat.of().parseHex(row.get("key_hex").stringValue());
    return Oid.of(new String(key, StandardCharsets.UTF_8));
  }

  @Test
  void gidsHaveTheBitsOfVineyardsIdParser() {
    for (JsonNode row : read("gid.json")) {
      GidLayout gids = GidLayout.of(row.get("fnum").intValue());
      int fid = row.get("fid").intValue();
      int label = row.get("label").intValue();
      long index = row.get("offset").longValue();
      long gid = gids.gid(fid, label, index);
      assertEquals(bits(row.get("gid_hex")), gid, row::toString);
      assertEquals(fid, gids.fid(gid));
      assertEquals(label, gids.label(gid));
      assertEquals(index, gids.index(gid));
    }
  }
}
