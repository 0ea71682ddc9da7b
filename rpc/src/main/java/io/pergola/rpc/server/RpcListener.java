package io.pergola.rpc.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.pergola.store.StoreException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Listens on TCP, with threads of its own: what goes to other machines never keeps clients of this
/// one waiting.
final class RpcListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RpcListener.class.getName());
  private static final int LOOPS = 2;
  private static final int BACKLOG = 1024;
  private static final int MAX_CONNECTIONS = 4096;
  private static final int LOW_WATER = 1 << 20;
  private static final int HIGH_WATER = 2 << 20;
  private static final int IDLE_SECONDS = 30;

  private final Service service;
  private final RpcOptions options;
  private final InetAddress address;
  private final Optional<Passwords> passwords;
  private final @Nullable SslContext tls;
  private final ChannelGroup channels =
      new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          LOOPS, new DefaultThreadFactory("pergola-rpc", true), EpollIoHandler.newFactory());

  private RpcListener(Service service, RpcOptions options) throws SSLException {
    this.service = service;
    this.options = options;
    address = resolve(options.host());
    requireGuard();
    passwords = options.guard().passwords().map(Passwords::of);
    tls = options.guard().tls().isPresent() ? tls(options.guard().tls().get()) : null;
  }

  /// Starts to listen and announces where.
  ///
  /// @throws StoreException.Invalid if anyone could connect from elsewhere, or if a file of the
  ///   guard makes no sense
  /// @throws StoreException.IoFailed if the system refuses the port or a file
  static RpcListener start(Service service, RpcOptions options) {
    try {
      RpcListener listener = new RpcListener(service, options);
      try {
        listener.listen();
        return listener;
      } catch (RuntimeException failed) {
        listener.close();
        throw failed;
      }
    } catch (StoreException refused) {
      throw refused;
    } catch (SSLException | RuntimeException failed) {
      throw new StoreException.IoFailed(
          "can't listen on %s, port %d: %s".formatted(options.host(), options.port(), failed),
          failed);
    }
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw new StoreException.Invalid(
          "there is no host '%s' to listen on; use an address of this machine".formatted(host));
    }
  }

  private void requireGuard() {
    if (address.isLoopbackAddress() || !options.guard().isNone()) return;
    throw new StoreException.Invalid(
        "on %s anyone could connect; add --htpasswd, --rpc_tls_cert with --rpc_tls_key, or"
                .formatted(options.host())
            + " --rpc_insecure if all who reach it may");
  }

  private static SslContext tls(RpcOptions.Tls files) throws SSLException {
    try {
      return SslContextBuilder.forServer(files.certificate().toFile(), files.key().toFile())
          .build();
    } catch (IllegalArgumentException unusable) {
      throw new StoreException.Invalid(
          "%s and %s are no certificate and key in PEM form: %s"
              .formatted(files.certificate(), files.key(), unusable.getMessage()));
    }
  }

  private void listen() {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(LOW_WATER, HIGH_WATER))
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    accept(channel);
                  }
                });
    Channel channel =
        bootstrap
            .bind(new InetSocketAddress(address, options.port()))
            .syncUninterruptibly()
            .channel();
    channels.add(channel);
    int port = ((InetSocketAddress) channel.localAddress()).getPort();
    service.announce(reachableHost() + ":" + port, options.compression());
  }

  /// What others call this machine; clients split it from the port at the only colon.
  private String reachableHost() {
    if (address.isAnyLocalAddress()) return service.store.hostname();
    if (address.isLoopbackAddress()) return "127.0.0.1";
    String text = address.getHostAddress();
    return text.indexOf(':') >= 0 ? service.store.hostname() : text;
  }

  private void accept(SocketChannel channel) {
    if (channels.size() > MAX_CONNECTIONS) {
      LOG.log(Level.WARNING, "refused %s: too many connections".formatted(peer(channel)));
      var _ = channel.close();
      return;
    }
    ClientSession session = ClientSession.remote(service, peer(channel), passwords);
    ClientHandler client = new ClientHandler(channel, session, service);
    if (tls == null) channel.config().setRecvByteBufAllocator(new DirectIntake(client));
    else channel.pipeline().addLast(tls.newHandler(channel.alloc()));
    channel
        .pipeline()
        .addLast(new IdleStateHandler(true, 0, 0, IDLE_SECONDS, TimeUnit.SECONDS), client);
    channels.add(channel);
  }

  private static String peer(SocketChannel channel) {
    InetSocketAddress from = channel.remoteAddress();
    return from == null ? "a client" : from.getAddress().getHostAddress() + ":" + from.getPort();
  }

  /// Ends all connections as if their clients had died.
  @Override
  public void close() {
    channels.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
