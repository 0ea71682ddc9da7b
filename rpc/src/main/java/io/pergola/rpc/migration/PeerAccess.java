package io.pergola.rpc.migration;

import io.pergola.rpc.protocol.Encoding;
import io.pergola.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// How this instance gets at others. The files are read again for each connection.
///
/// @param encoding how blobs shall come
/// @param login a file of one line, `user:password`, for instances that ask for them; only its
///   owner may read it
/// @param authority a file of certificates (PEM), one of which must have signed that of any other
///   instance; without it connections are not encrypted
public record PeerAccess(Encoding encoding, Optional<Path> login, Optional<Path> authority) {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  /// As Vineyard's servers do it: openly.
  public static PeerAccess open(Encoding encoding) {
    return new PeerAccess(encoding, Optional.empty(), Optional.empty());
  }

  /// Reads the files, to find out soon if they are of no use.
  ///
  /// @return this
  /// @throws StoreException.IoFailed if one can't be read
  /// @throws StoreException.Invalid if one is not what it should be
  public PeerAccess checked() {
    Login _ = readLogin();
    authority.ifPresent(PeerAccess::trust);
    return this;
  }

  /// What to say to instances that ask who connects.
  record Login(String user, String password) {}

  Login readLogin() {
    return login.map(PeerAccess::read).orElse(new Login("", ""));
  }

  private static Login read(Path file) {
    try {
      Set<PosixFilePermission> readers = Files.getPosixFilePermissions(file);
      if (!Collections.disjoint(readers, OTHERS)) {
        throw new StoreException.Invalid(
            "%s can be read by other users; keep it to yourself: chmod 600 %s"
                .formatted(file, file));
      }
      String line = Files.readString(file, StandardCharsets.UTF_8).strip();
      int colon = line.indexOf(':');
      if (colon > 0 && !line.contains("\n")) {
        return new Login(line.substring(0, colon), line.substring(colon + 1));
      }
    } catch (IOException failed) {
      throw new StoreException.IoFailed("can't read " + file + ": " + failed, failed);
    }
    throw new StoreException.Invalid(file + ": expected one line, user:password");
  }

  PeerWire connect(InetSocketAddress address) throws IOException {
    return authority.isPresent()
        ? TlsWire.connect(address, trust(authority.get()))
        : PlainWire.connect(address);
  }

  private static SSLContext trust(Path file) {
    try (InputStream pem = Files.newInputStream(file)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (Certificate known : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        trusted.setCertificateEntry("ca" + trusted.size(), known);
      }
      if (trusted.size() == 0) throw new StoreException.Invalid(file + " has no certificate (PEM)");
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException failed) {
      throw new StoreException.IoFailed("can't read " + file + ": " + failed, failed);
    } catch (GeneralSecurityException malformed) {
      throw new StoreException.Invalid(
          "%s: expected certificates (PEM): %s".formatted(file, malformed.getMessage()));
    }
  }
}
