package io.pergola.rpc.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many descriptors this process may have, and so how many clients.
final class OpenFiles {
  /// What the server needs for itself, and for a thousand files of arenas and blobs on disk.
  private static final int RESERVED = 2560;

  /// Beyond this a connection costs more memory than it is worth.
  private static final int MOST = 16_384;

  private static final int USUAL_LIMIT = 1024;
  private static final Pattern SOFT_LIMIT = Pattern.compile("Max open files +(\\d+)");

  private OpenFiles() {}

  /// How many clients can be connected at once.
  static int maxConnections() {
    return Math.clamp(limit() - RESERVED, 64, MOST);
  }

  private static long limit() {
    try {
      Matcher soft = SOFT_LIMIT.matcher(Files.readString(Path.of("/proc/self/limits")));
      return soft.find() ? Long.parseLong(soft.group(1)) : Integer.MAX_VALUE;
    } catch (IOException unknown) {
      return USUAL_LIMIT;
    }
  }
}
