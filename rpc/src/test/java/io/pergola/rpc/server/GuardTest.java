package io.pergola.rpc.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.pergola.rpc.client.RawClient;
import io.pergola.rpc.client.Served;
import io.pergola.rpc.protocol.Frame;
import io.pergola.store.StoreException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may connect over TCP.
class GuardTest {
  private static final String DEBUG = "{'type':'debug_command'}";

  @TempDir @Nullable Path directory;

  @Test
  void beyondThisMachineSomethingMustGuardTheServer() {
    RpcOptions open = RpcOptions.onLoopback(0).on("0.0.0.0");
    StoreException refusal = assertThrows(StoreException.Invalid.class, () -> serve(open));
    assertTrue(String.valueOf(refusal.getMessage()).contains("--rpc_insecure"));
    RpcOptions openly =
        open.guardedBy(new RpcOptions.Guard(Optional.empty(), Optional.empty(), true));
    try (Served served = serve(openly)) {
      assertTrue(served.endpoint().startsWith(served.store.hostname() + ":"));
    }
  }

  @Test
  void onlyUsersOfTheFileGetIn() throws Exception {
    Path file = directory().resolve("users");
    String hash = BCrypt.withDefaults().hashToString(4, "s3cret".toCharArray());
    Files.writeString(file, "# ours\nada:" + hash + "\n");
    try (Served served = serve(guarded(Optional.of(file), Optional.empty()));
        RawClient client = RawClient.connect(served.endpoint())) {
      for (String wrong :
          new String[] {
            "'username':'ada','password':'wrong'",
            "'username':'ada','password':''",
            "'username':'eve','password':'s3cret'",
            "'username':'','password':''"
          }) {
        assertEquals(34, client.call(register(wrong)).get("code").intValue(), wrong);
        assertEquals(1, client.call(DEBUG).get("code").intValue());
      }
      assertEquals(
          "register_reply",
          client.call(register("'username':'ada','password':'s3cret'")).get("type").asString());
      assertEquals("debug_reply", client.call(DEBUG).get("type").asString());
      try (RawClient local = RawClient.register(served.socket())) {
        assertEquals("debug_reply", local.call(DEBUG).get("type").asString());
      }
    }
  }

  private static String register(String credentials) {
    return "{'type':'register_request','version':'0.24.2',%s}".formatted(credentials);
  }

  @Test
  void aFileWithOtherHashesIsRefusedWithItsLine() throws Exception {
    Path file = directory().resolve("users");
    Files.writeString(file, "\nada:{SHA}fEqNCco3Yq9h5ZUglD3CZJT4lBs=\n");
    StoreException refusal =
        assertThrows(
            StoreException.Invalid.class,
            () -> serve(guarded(Optional.of(file), Optional.empty())));
    assertEquals(
        "%s, line 2: expected 'name:' and a bcrypt hash; write it with: htpasswd -B %s NAME"
            .formatted(file, file),
        refusal.getMessage());
  }

  @Test
  void aCertificateEncrypts() throws Exception {
    RpcOptions.Tls tls = new RpcOptions.Tls(resource("certificate.pem"), resource("key.pem"));
    try (Served served = serve(guarded(Optional.empty(), Optional.of(tls)))) {
      int port =
          Integer.parseInt(served.endpoint().substring(served.endpoint().lastIndexOf(':') + 1));
      try (SSLSocket socket =
          (SSLSocket)
              trusting(tls.certificate()).getSocketFactory().createSocket("localhost", port)) {
        socket.setSoTimeout(20_000);
        assertTrue(call(socket, "{'type':'register_request'}").contains("register_reply"));
        assertTrue(
            call(socket, "{'type':'create_remote_buffer_request','size':3}")
                .contains("create_buffer_reply"));
        socket.getOutputStream().write(new byte[3]);
        assertTrue(receive(socket).contains("create_buffer_reply"));
      }
      try (RawClient plain = RawClient.connect(served.endpoint())) {
        plain.send(DEBUG);
        plain.sendBytes(new byte[100]);
        assertThrows(StoreException.Disconnected.class, () -> plain.receiveBytes(10_000));
      }
    }
  }

  private static String call(SSLSocket socket, String json) throws Exception {
    byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[Frame.BODY_AT + body.length];
    Frame.putLength(frame, body.length);
    System.arraycopy(body, 0, frame, Frame.BODY_AT, body.length);
    socket.getOutputStream().write(frame);
    return receive(socket);
  }

  private static String receive(SSLSocket socket) throws Exception {
    InputStream in = socket.getInputStream();
    int length = (int) Frame.length(in.readNBytes(Frame.BODY_AT));
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  private static RpcOptions guarded(Optional<Path> passwords, Optional<RpcOptions.Tls> tls) {
    return RpcOptions.onLoopback(0).guardedBy(new RpcOptions.Guard(passwords, tls, false));
  }

  private Served serve(RpcOptions options) {
    return new Served(directory(), 1 << 20, Optional.of(options));
  }

  private static Path resource(String name) throws URISyntaxException {
    URL found = requireNonNull(GuardTest.class.getResource("/tls/" + name));
    return Path.of(found.toURI());
  }

  private Path directory() {
    return requireNonNull(directory);
  }
}
