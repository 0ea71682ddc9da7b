package io.pergola.rpc.cluster;

import static io.pergola.store.StoreHarness.around;
import static io.pergola.store.StoreHarness.number;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.pergola.rpc.server.RpcOptions;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import io.pergola.store.Pin;
import io.pergola.store.StoreException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Instances that ask each other for a password and encrypt what they exchange.
class GuardedClusterTest {
  private static final RpcOptions OPEN = RpcOptions.onLoopback(0);

  @TempDir @Nullable Path directory;
  private @Nullable String etcd;

  @BeforeEach
  void find() {
    Optional<String> binary = EtcdServer.binary();
    Assumptions.assumeTrue(binary.isPresent(), "etcd can't be installed here");
    etcd = binary.get();
  }

  @Test
  void anObjectComesOverTlsToWhoKnowsThePassword() throws Exception {
    Optional<Path> authority = Optional.of(resource("certificate.pem"));
    try (EtcdServer server = new EtcdServer(requireNonNull(etcd), directory());
        Member source = new Member(server, directory(), OPEN.guardedBy(guard()));
        Member knows = reader(server, Optional.of(login("ada:s3cret")), authority);
        Member guesses = reader(server, Optional.of(login("ada:guess")), authority);
        Member speaksOpenly = new Member(server, directory());
        ObjectStore owner = source.connect()) {
      ObjectMeta meta = around(owner, "guarded", number(owner, 42));
      owner.persist(meta.id());
      try (ObjectStore store = knows.connect()) {
        ObjectMeta copy = store.meta(store.migrate(meta.id()));
        ObjectId blob = copy.blobs(store.instanceId()).iterator().next();
        try (Pin pin = store.pin(List.of(blob))) {
          assertEquals(42, number(pin.blob(blob)));
        }
      }
      assertTrue(refusal(guesses, meta.id()).contains("wrong user or password"));
      assertThrows(
          StoreException.Disconnected.class, () -> speaksOpenly.connect().migrate(meta.id()));
    }
  }

  @Test
  void aCertificateOfSomeoneElseIsRefused() throws Exception {
    Optional<Path> stranger = Optional.of(resource("stranger.pem"));
    try (EtcdServer server = new EtcdServer(requireNonNull(etcd), directory());
        Member source = new Member(server, directory(), OPEN.guardedBy(guard()));
        Member reader = reader(server, Optional.empty(), stranger);
        ObjectStore owner = source.connect()) {
      ObjectMeta meta = around(owner, "guarded", number(owner, 42));
      owner.persist(meta.id());
      String refusal = refusal(reader, meta.id());
      assertTrue(refusal.contains("certificate_unknown"), refusal);
    }
  }

  @Test
  void aPasswordThatOthersCanReadIsRefusedAtOnce() throws Exception {
    Path readable = login("ada:s3cret");
    Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));
    try (EtcdServer server = new EtcdServer(requireNonNull(etcd), directory())) {
      StoreException refused =
          assertThrows(
              StoreException.Invalid.class,
              () -> reader(server, Optional.of(readable), Optional.empty()));
      assertEquals(
          "%s can be read by other users; keep it to yourself: chmod 600 %s"
              .formatted(readable, readable),
          refused.getMessage());
    }
  }

  private static String refusal(Member member, ObjectId id) {
    try (ObjectStore store = member.connect()) {
      return String.valueOf(
          assertThrows(StoreException.class, () -> store.migrate(id)).getMessage());
    }
  }

  private Member reader(EtcdServer server, Optional<Path> login, Optional<Path> authority) {
    return new Member(server, directory(), OPEN.with(new RpcOptions.Peers(login, authority)));
  }

  private RpcOptions.Guard guard() throws Exception {
    Path users = directory().resolve("users");
    Files.writeString(
        users, "ada:" + BCrypt.withDefaults().hashToString(4, "s3cret".toCharArray()) + "\n");
    RpcOptions.Tls tls = new RpcOptions.Tls(resource("certificate.pem"), resource("key.pem"));
    return new RpcOptions.Guard(Optional.of(users), Optional.of(tls), false);
  }

  private Path login(String line) throws IOException {
    Path file = Files.createTempFile(directory(), "login", "");
    return Files.writeString(file, line + "\n");
  }

  private static Path resource(String name) throws URISyntaxException {
    URL found = GuardedClusterTest.class.getResource("/tls/" + name);
    return Path.of(requireNonNull(found).toURI());
  }

  private Path directory() {
    return requireNonNull(directory);
  }
}
