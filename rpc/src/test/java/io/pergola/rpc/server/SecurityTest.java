package io.pergola.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pergola.rpc.client.RawClient;
import io.pergola.rpc.client.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what, tried by other processes. The attempts stand in `src/test/python/rights.py`.
class SecurityTest {
  private static final String NOBODY = "65534";

  @TempDir @Nullable Path directory;
  private @Nullable Served served;

  @BeforeEach
  void serve() throws IOException {
    Path open = requireNonNull(directory);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    served = new Served(open, 1 << 20);
  }

  @AfterEach
  void stop() {
    served().close();
  }

  @Test
  void theUserOfTheServerIsServed() throws IOException {
    assertEquals("connect: answered", rights("connect", served().socket()));
  }

  @Test
  void anotherUserCannotOpenTheSocket() throws IOException {
    assertEquals("connect: EACCES", asNobody("connect", served().socket()));
  }

  @Test
  void anotherUserIsRefusedEvenIfTheSocketIsOpenToAll() throws IOException {
    Path socket = served().socket();
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertEquals("connect: closed", asNobody("connect", socket));
    try (RawClient client = RawClient.register(socket)) {
      assertEquals("debug_reply", client.call("{'type':'debug_command'}").get("type").asString());
    }
  }

  @Test
  void anotherUserCannotOpenTheMemoryFile() throws IOException {
    String files = "/proc/" + ProcessHandle.current().pid() + "/fd/";
    Path readable = Path.of(files + served().store.readOnlyDescriptor());
    assertEquals("open: EACCES", asNobody("open", readable));
  }

  @Test
  void aClientCanReadWhatItGotAndNothingElse() throws IOException {
    assertEquals(
        """
        mode: 0o400
        shrink the file: EPERM
        grow the file: EPERM
        seal the file: EPERM
        read as a reader: done
        shrink as a reader: EINVAL
        write as a reader: EBADF
        map for writing as a reader: EACCES
        make a reader's mapping writable: EACCES\
        """,
        rights("client", served().socket()));
  }

  private static String rights(String what, Path path) throws IOException {
    return run("python3", script(), what, path.toString());
  }

  /// Needs root, which most people's builds are not.
  private static String asNobody(String what, Path path) throws IOException {
    assumeTrue(SocketPath.user() == 0, "only root can become another user");
    return run(
        "setpriv",
        "--reuid=" + NOBODY,
        "--regid=" + NOBODY,
        "--clear-groups",
        "env",
        "PATH=/usr/local/bin:/usr/bin:/bin", // root's own Python may be out of reach
        "python3",
        "-c",
        Files.readString(Path.of(script())),
        what,
        path.toString());
  }

  private static String script() {
    return Path.of("src/test/python/rights.py").toAbsolutePath().toString();
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertEquals(0, process.onExit().join().exitValue(), Arrays.toString(command) + ": " + said);
    return said;
  }

  @Test
  void nothingThatClientsSayGetsIntoTheLog() {
    List<String> lines = new ArrayList<>();
    Logger root = Logger.getLogger("");
    Handler listener = listener(lines);
    Level before = root.getLevel();
    root.setLevel(Level.ALL);
    root.addHandler(listener);
    try (RawClient client = RawClient.connect(served().socket())) {
      client.call("{'type':'register_request','username':'s3cret','password':'s3cret'}");
      client.call(
          "{'type':'create_data_request','content':{'typename':'s3cret','instance_id':0,'s3cret':1}}");
      client.call("{'type':'put_name_request','object_id':1,'name':'s3cret'}");
      client.call("{'type':'label_request','id':1,'keys':['s3cret'],'values':['s3cret']}");
      client.call("{'type':'s3cret'}");
      client.call("{s3cret");
      client.sendBytes("s3cret s3cret".getBytes(UTF_8)); // an endless frame
      assertTrue(client.isClosedByServer());
    } finally {
      root.removeHandler(listener);
      root.setLevel(before);
    }
    synchronized (lines) {
      lines.forEach(line -> assertFalse(line.contains("s3cret"), line));
    }
  }

  private static Handler listener(List<String> lines) {
    SimpleFormatter formatter = new SimpleFormatter();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            synchronized (lines) {
              lines.add(formatter.format(line));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    handler.setLevel(Level.ALL);
    return handler;
  }

  private Served served() {
    return requireNonNull(served);
  }
}
