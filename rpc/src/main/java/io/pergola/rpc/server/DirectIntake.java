package io.pergola.rpc.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/// Lets a channel read raw bytes of blobs straight into the store's memory, and everything else
/// into buffers as usual.
final class DirectIntake implements RecvByteBufAllocator {
  private final RecvByteBufAllocator usual = new AdaptiveRecvByteBufAllocator();
  private final ClientHandler client;

  DirectIntake(ClientHandler client) {
    this.client = client;
  }

  @Override
  public ExtendedHandle newHandle() {
    return new RoomFirst((ExtendedHandle) usual.newHandle());
  }

  private final class RoomFirst extends DelegatingHandle implements ExtendedHandle {
    private final ExtendedHandle usualHandle;

    RoomFirst(ExtendedHandle usualHandle) {
      super(usualHandle);
      this.usualHandle = usualHandle;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      return client.room().orElseGet(() -> usualHandle.allocate(allocator));
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier mayBeMore) {
      return usualHandle.continueReading(mayBeMore);
    }
  }
}
