package io.pergola.rpc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.pergola.rpc.protocol.Frame;
import io.pergola.store.StoreException;
import org.junit.jupiter.api.Test;

class MessageMemoryTest {
  private static final int PIECE = 50_000;

  private final ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;

  @Test
  void longMessagesOfAllClientsTogetherAreBounded() {
    MessageMemory memory = new MessageMemory(1_000_000);
    memory.take(600_000);
    StoreException refusal = assertThrows(StoreException.Full.class, () -> memory.take(500_000));
    assertEquals(
        "can't keep 500000 bytes of a message: long messages of all clients take 600000 of 1000000"
            + " bytes; try again, send or ask for less at once, or give the server a larger heap",
        refusal.getMessage());
    memory.take(MessageMemory.SHORT);
    memory.give(600_000);
    memory.take(500_000);
    assertEquals(500_000, memory.used());
  }

  @Test
  void framesThatArriveInPiecesAreCountedUntilTheyAreTaken() {
    MessageMemory memory = new MessageMemory(1_000_000);
    FrameReader frames = new FrameReader(allocator, memory);
    frames.add(start(300_000));
    for (int i = 0; i < 6; i++) frames.add(piece());
    assertTrue(frames.hasFrame());
    assertTrue(memory.used() >= 300_000);
    assertEquals(300_000, frames.next(new byte[0]).length());
    assertEquals(0, memory.used());
  }

  @Test
  void aFrameThatFindsNoRoomIsRefusedAndLeavesNothing() {
    MessageMemory memory = new MessageMemory(1_000_000);
    FrameReader frames = new FrameReader(allocator, memory);
    frames.add(start(10_000_000));
    assertThrows(
        StoreException.Full.class,
        () -> {
          while (true) frames.add(piece());
        });
    frames.release();
    assertEquals(0, memory.used());
  }

  private static ByteBuf start(long length) {
    byte[] frame = new byte[Frame.BODY_AT];
    Frame.putLength(frame, length);
    return Unpooled.wrappedBuffer(frame);
  }

  private static ByteBuf piece() {
    return Unpooled.wrappedBuffer(new byte[PIECE]);
  }
}
