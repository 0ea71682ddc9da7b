package io.pergola.rpc.cluster;

import io.pergola.rpc.InstalledPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real etcd in a process of its own, for tests. Stopped and started again it keeps its data.
public final class EtcdServer implements AutoCloseable {
  private final Path directory;
  private final String binary;
  private final int port = freePort();
  private final int peerPort = freePort();
  private @Nullable Process process;

  public EtcdServer(String binary, Path directory) {
    this.binary = binary;
    this.directory = directory;
    start();
  }

  /// What the project's script installs; nothing if it can't.
  public static Optional<String> binary() {
    return InstalledPeer.by("etcd").map(Path::toString);
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  public void start() {
    String client = endpoint();
    String peer = "http://127.0.0.1:" + peerPort;
    try {
      process =
          new ProcessBuilder(
                  binary,
                  "--data-dir=" + directory.resolve("etcd"),
                  "--listen-client-urls=" + client,
                  "--advertise-client-urls=" + client,
                  "--listen-peer-urls=" + peer,
                  "--initial-advertise-peer-urls=" + peer,
                  "--initial-cluster=default=" + peer,
                  "--log-level=error",
                  "--unsafe-no-fsync")
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("etcd.log").toFile())
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Stops it as a crash does.
  public void stop() {
    Process running = process;
    if (running == null) return;
    try {
      running.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
    process = null;
  }

  static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
