package io.pergola.rpc.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.pergola.rpc.protocol.Frame;
import io.pergola.rpc.protocol.Reply;
import io.pergola.store.StoreException;
import java.util.concurrent.TimeUnit;

/// Answers the first request of a client that can't be served with the reason, and hangs up.
final class Refusal extends ChannelInboundHandlerAdapter {
  private static final int PATIENCE_SECONDS = 5;

  private final Reply reason;
  private boolean said;

  Refusal(StoreException reason) {
    this.reason = Reply.Failure.of(reason);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    Runnable giveUp = () -> close(context);
    var _ = context.executor().schedule(giveUp, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static void close(ChannelHandlerContext context) {
    var _ = context.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    ReferenceCountUtil.release(bytes);
    if (said) return;
    said = true;
    ByteBuf frame = FrameWriter.write(reason, context.alloc(), Frame.MAX_BODY);
    context.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    close(context);
  }
}
