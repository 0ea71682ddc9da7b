package io.pergola.rpc.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import io.netty.channel.unix.FileDescriptor;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.FastThreadLocal;
import io.pergola.rpc.protocol.Frame;
import io.pergola.rpc.protocol.MessageCodec;
import io.pergola.rpc.protocol.Reply;
import io.pergola.rpc.protocol.Request;
import io.pergola.rpc.protocol.SessionRequest;
import io.pergola.store.StoreException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One client's connection: frames in, replies and descriptors out, strictly one after the other.
///
/// The next frame is looked at only when the reply to the last one has left. Until then at most one
/// read of further bytes is kept, and then reading stops: a client that sends without reading fills
/// its own socket, not our memory.
final class ClientHandler extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOG = System.getLogger(ClientHandler.class.getName());

  /// How many pieces of raw bytes are taken before other connections of the thread have their turn.
  private static final int STEPS_A_TURN = 4;

  /// What a request is called that can't be read.
  private static final String MALFORMED = "malformed";

  /// Room for the body of any usual frame, one for each thread.
  private static final FastThreadLocal<byte[]> SCRATCH =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[1 << 16];
        }
      };

  private final Channel channel;
  private final ClientSession session;
  private final Deferrals deferrals;
  private final MessageMemory messages;
  private final FrameReader frames;
  private final AtomicBoolean retryDue = new AtomicBoolean();
  private final Optional<Metrics> metrics;
  private final Runnable wake = this::retryLater;
  private @Nullable Request waiting;
  private @Nullable Inflow inflow;
  private @Nullable Outflow outflow;
  private @Nullable ByteBuf room;
  private boolean writing;
  private boolean exited;
  private boolean over;
  private String asked = MALFORMED;
  private long askedAt;

  ClientHandler(Channel channel, ClientSession session, Service service) {
    this.channel = channel;
    this.session = session;
    this.deferrals = service.deferrals;
    this.messages = service.messages;
    this.metrics = session.metrics();
    this.frames = new FrameReader(channel.alloc(), messages);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // whether it is that very buffer
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (bytes == room) fill((ByteBuf) bytes);
    else keep((ByteBuf) bytes);
    advance();
  }

  private void keep(ByteBuf bytes) {
    try {
      frames.add(bytes);
    } catch (StoreException.Full refused) {
      send(new Answer(Reply.Failure.of(refused)));
      hangUp(); // the rest of the frame would still come
    }
  }

  private void fill(ByteBuf filled) {
    if (inflow != null) inflow.filled(filled.readableBytes());
    room = null;
    filled.release();
  }

  /// Answers frames and takes raw bytes until something has to wait or all are done.
  private void advance() {
    int transferred = 0;
    while (!isBusy() && transferred < STEPS_A_TURN) {
      if (inflow != null) {
        if (!receive(inflow)) break;
        transferred++;
      } else if (frames.hasFrame()) {
        answer(frames.next(SCRATCH.get()));
      } else {
        break;
      }
    }
    if (over) return;
    if (inflow == null && frames.isTooLong()) hangUp();
    boolean inTurn = transferred < STEPS_A_TURN;
    if (!inTurn) channel.eventLoop().execute(this::advance); // after the others
    channel.config().setAutoRead((!isBusy() && inTurn) || frames.isEmpty());
  }

  private boolean isBusy() {
    return waiting != null || writing || outflow != null || over;
  }

  /// Takes a piece of the raw bytes.
  ///
  /// @return whether it got on
  private boolean receive(Inflow from) {
    try {
      if (!from.isDone()) return frames.stepInto(from);
    } catch (StoreException malformed) {
      send(new Answer(Reply.Failure.of(malformed)));
      hangUp(); // nobody knows where the next frame would begin
      return false;
    }
    from.close();
    inflow = null;
    metrics.ifPresent(numbers -> numbers.received(from.byteSize()));
    send(finish(from));
    return true;
  }

  private Answer finish(Inflow received) {
    try {
      return received.finish();
    } catch (RuntimeException failed) {
      return new Answer(failure(failed, "the end of a transfer"));
    }
  }

  /// Room that the socket may be read into, when only raw bytes can come.
  Optional<ByteBuf> room() {
    if (inflow == null || !frames.isEmpty() || isBusy()) return Optional.empty();
    Optional<ByteBuf> next = inflow.room();
    room = next.orElse(null);
    return next;
  }

  private void answer(FrameReader.Body body) {
    if (metrics.isPresent()) askedAt = System.nanoTime();
    asked = MALFORMED;
    Request request;
    try {
      request = MessageCodec.readRequest(body.bytes(), 0, body.length());
    } catch (StoreException malformed) {
      send(new Answer(refusal(malformed)));
      return;
    }
    asked = request.type();
    if (request instanceof SessionRequest.Exit) exit();
    else attempt(request).ifPresentOrElse(this::send, () -> defer(request));
  }

  private Reply refusal(StoreException malformed) {
    Reply.Failure failure = Reply.Failure.of(malformed);
    // Nothing is offered before registration, so nothing is merely not offered.
    return session.isRegistered() ? failure : new Reply.Failure(1, failure.message());
  }

  private void exit() {
    exited = true;
    session.exit();
    hangUp();
  }

  private void hangUp() {
    over = true;
    var _ = channel.close();
  }

  private Optional<Answer> attempt(Request request) {
    try {
      return session.answer(request, wake);
    } catch (RuntimeException failed) {
      return Optional.of(new Answer(failure(failed, request.type())));
    }
  }

  private static Reply failure(RuntimeException cause, String message) {
    if (cause instanceof StoreException refused) return Reply.Failure.of(refused);
    LOG.log(Level.ERROR, "'" + message + "' failed unexpectedly", cause);
    return new Reply.Failure(255, "internal error: " + cause.getClass().getName());
  }

  private void defer(Request request) {
    waiting = request;
    deferrals.add(this);
    retry(); // what it waits for may have appeared before it was noted
  }

  /// Looks again, soon, whether what this client waits for is there. For any thread.
  void retryLater() {
    if (!retryDue.compareAndSet(false, true)) return;
    try {
      channel.eventLoop().execute(this::retryNow);
    } catch (RejectedExecutionException stopping) {
      // the server closes, and this connection with it
    }
  }

  private void retryNow() {
    retryDue.set(false);
    retry();
    advance();
  }

  private void retry() {
    if (waiting == null) return;
    Optional<Answer> answer = attempt(waiting);
    if (answer.isEmpty()) return;
    waiting = null;
    deferrals.remove(this);
    send(answer.get());
  }

  private void send(Answer answer) {
    if (metrics.isPresent()) metrics.get().answered(asked, askedAt, answer);
    ByteBuf frame;
    try {
      frame = write(answer.reply());
    } catch (RuntimeException unwritable) {
      if (answer.descriptors().isEmpty())
        send(new Answer(failure(unwritable, answer.reply().type())));
      else hangUp(); // descriptors that count as passed would be missing
      return;
    }
    int length = frame.readableBytes();
    ChannelFuture last = channel.write(frame);
    for (int descriptor : answer.descriptors()) {
      last = channel.write(new FileDescriptor(descriptor));
    }
    channel.flush();
    answer.transfer().ifPresent(this::begin);
    if (answer.last()) last.addListener(_ -> hangUp());
    if (last.isDone()) {
      messages.give(length);
      return;
    }
    writing = true;
    last.addListener(done -> {
      messages.give(length);
      writing = false;
      advance();
    });
  }

  private ByteBuf write(Reply reply) {
    ByteBuf frame = FrameWriter.write(reply, channel.alloc(), Frame.MAX_BODY);
    try {
      messages.take(frame.readableBytes());
      return frame;
    } catch (StoreException.Full refused) {
      frame.release();
      throw refused;
    }
  }

  private void begin(Transfer transfer) {
    switch (transfer) {
      case Transfer.In in -> inflow = new Inflow(in);
      case Transfer.Out out -> {
        outflow = new Outflow(channel, out, () -> sent(out));
        outflow.pump();
      }
    }
  }

  private void sent(Transfer.Out transfer) {
    if (outflow != null) outflow.close();
    outflow = null;
    metrics.ifPresent(numbers -> numbers.sent(transfer));
    transfer.sent().run();
    advance();
  }

  /// Vineyard's clients send a frame's length and its body apart, and their system holds the body
  /// back until the length is acknowledged, for which ours takes 40 ms unless it is told to hurry.
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    boolean moreIsDue = inflow != null || !frames.isEmpty();
    if (moreIsDue && channel.config() instanceof EpollSocketChannelConfig tcp) {
      var _ = tcp.setTcpQuickAck(true);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (outflow != null && channel.isWritable()) outflow.pump();
  }

  /// Nothing came or went for long. That is fine between requests, but not within one.
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (!(event instanceof IdleStateEvent)) return;
    boolean midway = inflow != null || outflow != null || writing || !frames.isEmpty();
    if (waiting == null && (midway || !session.isRegistered())) hangUp();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    over = true;
    waiting = null;
    deferrals.remove(this);
    frames.release();
    if (inflow != null) inflow.close();
    if (outflow != null) outflow.close();
    if (!exited) session.abandon();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    boolean ofTheNetwork = cause instanceof IOException || cause.getCause() instanceof IOException;
    if (!ofTheNetwork) {
      LOG.log(Level.WARNING, "a connection is closed after a failure", cause);
    }
    hangUp();
  }
}
