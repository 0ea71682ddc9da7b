package io.pergola.builder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void agreesWithJavaOnRandomBytes() {
    Random random = new Random(1);
    byte[] seeds = "aÄ€🚲\u07ff\u0800\uffff".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(6)];
      int from = random.nextInt(seeds.length);
      for (int k = 0; k < bytes.length; k++) {
        boolean wild = random.nextInt(4) == 0;
        bytes[k] = wild ? (byte) random.nextInt() : seeds[(from + k) % seeds.length];
      }
      assertEquals(valid(bytes), Utf8.valid(bytes, 0, bytes.length));
    }
  }

  private static boolean valid(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }
}
