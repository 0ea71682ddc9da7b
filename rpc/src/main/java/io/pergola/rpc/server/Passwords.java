package io.pergola.rpc.server;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.pergola.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The users of an htpasswd file, as `htpasswd -B` writes it: `name:$2y$…` a line. It is read again
/// for each registration, so that changes count at once.
///
/// Hashes are slow on purpose; one is computed at a time, so that guessing does not take the
/// machine from its users.
final class Passwords {
  private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
  private static final String NOBODY =
      "$2y$10$......................0123456789012345678901234567890";
  private static final long PATIENCE_SECONDS = 20;

  private final Path file;
  private final Semaphore turn = new Semaphore(1, true);

  private Passwords(Path file) {
    this.file = file;
  }

  /// @throws StoreException.IoFailed if the file can't be read
  /// @throws StoreException.Invalid if a line is no name with a bcrypt hash
  static Passwords of(Path file) {
    Passwords passwords = new Passwords(file);
    passwords.read();
    return passwords;
  }

  /// @throws StoreException.Disconnected with code 34 unless the password is that of the user
  void check(String user, String password) {
    String hash = read().getOrDefault(user, NOBODY);
    if (!matches(password, hash) || hash.equals(NOBODY)) {
      throw new StoreException.Disconnected(
          34, "wrong user or password; give those of the server's htpasswd file");
    }
  }

  private boolean matches(String password, String hash) {
    boolean mine = false;
    try {
      mine = turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!mine) {
        throw new StoreException.Disconnected(34, "too many registrations at once; try again");
      }
      return BCrypt.verifyer(
              BCrypt.Version.VERSION_2Y, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y))
          .verify(
              password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII))
          .verified;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new StoreException.Disconnected(34, "the server stops");
    } finally {
      if (mine) turn.release();
    }
  }

  private Map<String, String> read() {
    Map<String, String> hashes = new HashMap<>();
    int line = 0;
    try {
      for (String text : Files.readAllLines(file)) {
        line++;
        if (!text.isBlank() && !text.startsWith("#")) add(text, line, hashes);
      }
    } catch (IOException failed) {
      throw new StoreException.IoFailed("can't read the htpasswd file " + file, failed);
    }
    return hashes;
  }

  private void add(String text, int line, Map<String, String> hashes) {
    int colon = text.indexOf(':');
    String hash = text.substring(colon + 1).strip();
    if (colon < 1 || !HASH.matcher(hash).matches()) {
      throw new StoreException.Invalid(
          "%s, line %d: expected 'name:' and a bcrypt hash; write it with: htpasswd -B %s NAME"
              .formatted(file, line, file));
    }
    hashes.put(text.substring(0, colon), hash);
  }
}
