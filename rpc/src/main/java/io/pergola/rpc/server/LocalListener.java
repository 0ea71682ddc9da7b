package io.pergola.rpc.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.PeerCredentials;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.pergola.store.StoreException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/// A Unix socket and the clients that came through it: those of one session on this machine.
final class LocalListener {
  private static final System.Logger LOG = System.getLogger(LocalListener.class.getName());
  private static final int BACKLOG = 1024;
  private static final int ROOT = 0;

  private final Service service;
  private final SocketPath socket;
  private final int owner = SocketPath.user();
  private final ChannelGroup clients =
      new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
  private final Runnable onChange;
  private final Channel listening;
  private volatile int maxConnections = OpenFiles.maxConnections();

  private LocalListener(Service service, SocketPath socket, EventLoopGroup loops) {
    this.service = service;
    this.socket = socket;
    onChange = service.deferrals::retry;
    listening = bind(loops);
    service.store.onChange(onChange);
  }

  /// Starts to listen. Not to be called by a thread of `loops`.
  ///
  /// @throws StoreException.IoFailed if the system refuses the socket
  static LocalListener start(Service service, SocketPath socket, EventLoopGroup loops) {
    return new LocalListener(service, socket, loops);
  }

  private Channel bind(EventLoopGroup loops) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerDomainSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childHandler(
                new ChannelInitializer<EpollDomainSocketChannel>() {
                  @Override
                  protected void initChannel(EpollDomainSocketChannel channel) throws IOException {
                    accept(channel);
                  }
                });
    DomainSocketAddress address = new DomainSocketAddress(socket.path().toFile());
    Channel channel = bootstrap.bind(address).syncUninterruptibly().channel();
    socket.protect();
    return channel;
  }

  private void accept(EpollDomainSocketChannel channel) throws IOException {
    PeerCredentials peer = channel.peerCredentials();
    if (peer.uid() != owner && peer.uid() != ROOT) {
      LOG.log(Level.WARNING, "refused process %d of user %d".formatted(peer.pid(), peer.uid()));
      var _ = channel.close();
      return;
    }
    clients.add(channel);
    if (clients.size() > maxConnections) {
      channel.pipeline().addLast(new Refusal(tooMany()));
      return;
    }
    ClientSession session = ClientSession.local(service, describe(peer.pid()));
    channel.pipeline().addLast(new ClientHandler(channel, session, service));
  }

  /// Serves only so many clients at once from now on.
  void limitConnections(int count) {
    maxConnections = count;
  }

  private StoreException tooMany() {
    return new StoreException.Disconnected(
        33,
        ("the server at %s has %d connections, its limit; close some, or start it with a higher"
                + " limit of open files (ulimit -n)")
            .formatted(socket.path(), maxConnections));
  }

  private static String describe(int process) {
    try {
      String name = Files.readString(Path.of("/proc/" + process + "/comm")).strip();
      return "process %d (%s)".formatted(process, name.replaceAll("\\p{Cntrl}", "?"));
    } catch (IOException unknown) {
      return "process " + process;
    }
  }

  Path socket() {
    return socket.path();
  }

  Service service() {
    return service;
  }

  /// Lets nobody in any more.
  ///
  /// @return done when the last client has left
  CompletableFuture<Void> drain() {
    CompletableFuture<Void> empty = new CompletableFuture<>();
    var _ = listening.close();
    clients.newCloseFuture().addListener(_ -> empty.complete(null));
    return empty;
  }

  /// Ends all connections as if their clients had died, and removes the socket.
  void close() {
    service.store.removeListener(onChange);
    listening.close().awaitUninterruptibly();
    clients.close().awaitUninterruptibly();
  }
}
