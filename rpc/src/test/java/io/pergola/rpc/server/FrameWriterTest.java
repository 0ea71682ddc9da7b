package io.pergola.rpc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.pergola.rpc.protocol.Reply;
import io.pergola.store.StoreException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
  private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);

  @Test
  void aFrameIsTheLengthAndThenTheReply() {
    ByteBuf frame = FrameWriter.write(new Reply.Done("seal_reply"), memory, 21);
    assertEquals(21, frame.readLongLE());
    assertEquals("{\"type\":\"seal_reply\"}", frame.toString(StandardCharsets.UTF_8));
    frame.release();
  }

  @Test
  void aReplyThatIsTooLongLeavesNothingBehind() {
    Reply reply = new Reply.Failure(1, "x".repeat(100_000));
    StoreException refusal =
        assertThrows(StoreException.Invalid.class, () -> FrameWriter.write(reply, memory, 50_000));
    assertEquals(
        "the reply is longer than 50000 bytes; ask for less at once", refusal.getMessage());
    assertEquals(0, memory.metric().usedDirectMemory());
  }
}
