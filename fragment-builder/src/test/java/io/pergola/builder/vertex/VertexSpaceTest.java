package io.pergola.builder.vertex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.builder.input.LoadException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VertexSpaceTest {
  @Test
  void everyPlaceBelongsToOneBucketOfOneFragment() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int[] inner = random.ints(1 + random.nextInt(5), 0, round % 2 == 0 ? 5 : 3_000).toArray();
      VertexSpace space = VertexSpace.of("v", inner);
      int counted = 0;
      for (int bucket = 0; bucket < space.buckets(); bucket++) {
        int fid = space.ownerOfBucket(bucket);
        assertTrue(bucket >= space.firstBucket(fid) && bucket < space.firstBucket(fid + 1));
        for (int i = 0; i < space.verticesIn(bucket); i++) {
          int place = (bucket << space.bits()) + i;
          assertEquals(fid, space.owner(place));
          assertEquals(space.firstLocal(bucket) + i, space.local(place));
          assertEquals(place, space.base(fid) + space.local(place));
          assertTrue(space.local(place) < inner[fid]);
          counted++;
        }
      }
      assertEquals(java.util.Arrays.stream(inner).sum(), counted);
    }
  }

  @Test
  void aboutFiveHundredBucketsAreMade() {
    assertEquals(3, VertexSpace.of("v", new int[] {3}).buckets());
    assertEquals(512, VertexSpace.of("v", new int[] {512}).buckets());
    assertEquals(489, VertexSpace.of("v", new int[] {1_000_000}).buckets());
    assertEquals(15, VertexSpace.of("v", new int[] {1_000_000_000}).bits());
  }

  @Test
  void moreVerticesThanAnIntCountsAreRefused() {
    LoadException thrown =
        assertThrows(
            LoadException.TooLarge.class, () -> VertexSpace.of("v", new int[] {1 << 30, 1 << 30}));
    assertEquals(
        "label 'v' has 2147483648 vertices or more; a load takes at most 2^31 - 1 of a label, so split the label",
        thrown.getMessage());
  }

  @Test
  void ranksAreCutEvenly() {
    for (int count = 0; count < 40; count++) {
      for (int fnum = 1; fnum < 7; fnum++) {
        for (int rank = 0; rank < count; rank++) {
          int expected = 0;
          for (int fid = 1; fid < fnum; fid++) {
            if (Placing.cut(fid, fnum, count) <= rank) expected = fid;
          }
          assertEquals(expected, Placing.fidOfRank(rank, fnum, count));
        }
      }
    }
  }
}
