package io.pergola.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdTest {
  @Test
  void aPrintedIdIsReadBack() {
    Trial.repeat(
        1000,
        random -> {
          long bits = someBits(random);
          ObjectId id = new ObjectId(bits);
          assertEquals(id, ObjectId.parse(id.toString()));
          assertEquals(17, id.toString().length());
          assertEquals(bits < 0, id.isBlob());
        });
  }

  @Test
  void idsAreOrderedAsTheyArePrinted() {
    Trial.repeat(
        1000,
        random -> {
          ObjectId a = new ObjectId(someBits(random));
          ObjectId b = new ObjectId(someBits(random));
          int printed = a.toString().compareTo(b.toString());
          assertEquals(Integer.signum(printed), Integer.signum(a.compareTo(b)), a + " and " + b);
        });
  }

  /// Also few bits, or all but few.
  private static long someBits(Random random) {
    long bits = random.nextLong() >>> random.nextInt(64);
    return random.nextBoolean() ? bits : ~bits;
  }

  @Test
  void knownIdsHaveKnownForms() {
    assertEquals("o8000000000000000", ObjectId.EMPTY_BLOB.toString());
    assertEquals("offffffffffffffff", ObjectId.INVALID.toString());
    assertEquals("o68828a39ab40002f", new ObjectId(0x68828a39ab40002fL).toString());
    assertEquals(new ObjectId(1), ObjectId.parse("o1"));
  }

  @Test
  void whatIsNoIdIsNamed() {
    for (String text :
        List.of("", "o", "x68828a39ab40002f", "o68828a39ab40002f0", "o-1", "o+1", "oxyz", "O1")) {
      StoreException failure =
          assertThrows(StoreException.Invalid.class, () -> ObjectId.parse(text), text);
      assertEquals(
          "'%s' is not an object id: expected 'o' and up to 16 hex digits, such as"
              .formatted(text)
              .concat(" o68828a39ab40002f"),
          failure.getMessage());
    }
  }

  @Test
  void newIdsHaveTimeInstanceAndKindWhereTheProtocolHasThem() {
    IdSource ids = new IdSource(5);
    long before = System.currentTimeMillis();
    ObjectId object = ids.nextObject();
    ObjectId blob = ids.nextBlob();
    assertFalse(object.isBlob());
    assertTrue(blob.isBlob());
    assertEquals(5, object.bits() >>> 12 & 0x3ff);
    assertEquals(0, blob.bits() >>> 12 & 0x3ff);
    long time = object.bits() >>> 22;
    // Ids made in a hurry run ahead of the clock.
    assertTrue(time >= before && time < before + 60_000, time + " after " + before);
  }

  @Test
  void idsOfManyThreadsAndSourcesAreUniqueAndAscending() {
    int each = 50_000;
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 8)
        .parallel()
        .forEach(worker -> {
          IdSource ids = new IdSource(worker % 2);
          long last = 0;
          for (int i = 0; i < each; i++) {
            long id = ids.next();
            long ticket = ((id >>> 22) << 12) | (id & 0xfff);
            assertTrue(ticket > last);
            last = ticket;
            seen.add(id);
          }
        });
    assertEquals(8 * each, seen.size());
  }
}
