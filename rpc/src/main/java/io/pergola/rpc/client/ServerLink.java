package io.pergola.rpc.client;

import io.pergola.rpc.protocol.BatchReply;
import io.pergola.rpc.protocol.BlobReply;
import io.pergola.rpc.protocol.Frame;
import io.pergola.rpc.protocol.MessageCodec;
import io.pergola.rpc.protocol.Payload;
import io.pergola.rpc.protocol.Reply;
import io.pergola.rpc.protocol.Request;
import io.pergola.rpc.protocol.SessionReply;
import io.pergola.rpc.protocol.SessionRequest;
import io.pergola.rpc.protocol.StoreType;
import io.pergola.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One registered connection to a server and the files that it sent. Requests of several threads go
/// one after the other.
///
/// A connection on which anything went wrong between the two frames of a call is out of step and
/// never used again: this and all later calls fail with [StoreException.Disconnected].
final class ServerLink implements AutoCloseable {
  /// What this client says it is; servers only look whether it is `0.0.0`.
  private static final String VERSION = "0.24.2";

  /// As long as other clients of this protocol wait.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final NativeSocket socket;
  private final ReceivedFiles files = new ReceivedFiles();
  private final Path path;
  private final SessionReply.Registered server;
  private final Set<String> wanted;
  private byte[] buffer = new byte[4096];
  private @Nullable Throwable broken;
  private final AtomicBoolean closing = new AtomicBoolean();
  private boolean closed;
  private long calls;

  private ServerLink(Path path, NativeSocket socket, Set<String> wanted) {
    this.path = path;
    this.wanted = wanted;
    this.socket = socket;
    this.server =
        call(
            new SessionRequest.Register(VERSION, StoreType.DEFAULT, 0, "", ""),
            SessionReply.Registered.class);
  }

  /// Connects and registers.
  ///
  /// @param wanted the capabilities to use if the server has them
  static ServerLink open(Path path, Duration patience, Set<String> wanted) {
    NativeSocket socket = NativeSocket.connect(path, patience);
    try {
      ServerLink link = new ServerLink(path, socket, wanted);
      if (!link.server.storeMatch()) {
        throw new StoreException.Invalid(
            "the server at %s keeps another type of store, expected a default one".formatted(path));
      }
      socket.patience(PATIENCE);
      return link;
    } catch (RuntimeException failed) {
      socket.close();
      throw failed;
    }
  }

  /// What the server said of itself.
  SessionReply.Registered server() {
    return server;
  }

  /// Whether to use one of the [io.pergola.rpc.protocol.Capabilities].
  boolean offers(String capability) {
    return wanted.contains(capability) && server.capabilities().contains(capability);
  }

  /// Sends a request and waits for its reply and the descriptors that come with it.
  ///
  /// @param expected the kind of reply that belongs to this request
  <T extends Reply> T call(Request request, Class<T> expected) {
    lock.lock();
    try {
      checkUsable();
      Reply reply = exchange(request);
      if (reply instanceof Reply.Failure(int code, String message)) {
        throw StoreException.of(code, message);
      }
      if (!expected.isInstance(reply)) throw misplaced(request, reply);
      return expected.cast(reply);
    } finally {
      lock.unlock();
    }
  }

  /// As [#call], for requests whose reply says no more than that they succeeded.
  void call(Request request) {
    call(request, Reply.Done.class);
  }

  /// The files that came with replies.
  ReceivedFiles files() {
    return files;
  }

  private void checkUsable() {
    if (closed) {
      throw new StoreException.Disconnected(
          36, "this connection to %s is closed; connect again".formatted(path));
    }
    if (broken != null) {
      throw new StoreException.Disconnected(
          34,
          "the connection is unusable after an earlier failure: " + broken.getMessage(),
          broken);
    }
  }

  /// How many requests were sent.
  long calls() {
    return calls;
  }

  private Reply exchange(Request request) {
    calls++;
    int length = encode(request);
    try {
      socket.send(buffer, length);
      Reply reply = receive();
      receiveFiles(reply);
      return reply;
    } catch (RuntimeException | Error failed) {
      broken = failed;
      throw failed;
    }
  }

  private StoreException misplaced(Request request, Reply reply) {
    StoreException failure =
        new StoreException.Disconnected(
            34,
            "the server at %s answered '%s' with '%s'; it speaks another protocol"
                .formatted(path, request.type(), reply.type()));
    broken = failure;
    return failure;
  }

  private int encode(Request request) {
    FrameBuffer frame = new FrameBuffer(buffer);
    MessageCodec.write(request, frame);
    buffer = frame.bytes();
    Frame.putLength(buffer, frame.size() - Frame.BODY_AT);
    return frame.size();
  }

  private Reply receive() {
    socket.receive(buffer, Frame.BODY_AT);
    long length = Frame.length(buffer);
    if (!Frame.accepts(length)) {
      throw new StoreException.Disconnected(
          34,
          "the server at %s announced a reply of %s bytes, expected at most %d"
              .formatted(path, Long.toUnsignedString(length), Frame.MAX_BODY));
    }
    if (length > buffer.length) buffer = new byte[(int) length];
    socket.receive(buffer, (int) length);
    return MessageCodec.readReply(buffer, 0, (int) length);
  }

  private void receiveFiles(Reply reply) {
    Collection<Payload> payloads =
        switch (reply) {
          case BlobReply.Created created -> List.of(created.created());
          case BlobReply.AllCreated created -> created.created();
          case BlobReply.Found found -> found.payloads();
          case BatchReply.Got got -> got.payloads();
          default -> List.of();
        };
    for (Payload payload : payloads) {
      if (files.isNew(payload)) files.add(payload, socket.receiveDescriptor());
    }
  }

  /// Takes leave of the server and unmaps all files. A call that waits for the server is given up.
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) return;
    if (!lockWithin(FAREWELL)) {
      socket.interrupt();
      lock.lock();
    }
    try {
      if (broken == null) sayExit();
      closed = true;
      socket.close();
      files.close();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the connection without a word, as the death of this process would.
  void sever() {
    socket.interrupt();
  }

  private boolean lockWithin(Duration patience) {
    try {
      return lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return lock.tryLock();
    }
  }

  /// Returns when the server has carried it out, so that its effects are seen by everyone.
  private void sayExit() {
    try {
      socket.patience(FAREWELL);
      socket.send(buffer, encode(new SessionRequest.Exit()));
      socket.awaitEnd();
    } catch (StoreException gone) {
      // the server went first; nothing is left to say
    }
  }
}
