package io.pergola.builder.input;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// How a text file is compressed: its last extension says so.
enum Compression {
  NONE(""),
  GZIP(".gz"),
  ZSTD(".zst");

  private static final int BUFFER = 1 << 16;

  private final String extension;

  Compression(String extension) {
    this.extension = extension;
  }

  static Compression of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(GZIP.extension)) return GZIP;
    return name.endsWith(ZSTD.extension) ? ZSTD : NONE;
  }

  /// The file's name without the extension that stands for the compression.
  String strip(Path file) {
    String name = file.toString();
    return name.substring(0, name.length() - extension.length());
  }

  ByteSource open(Path path) {
    TextFile file = TextFile.open(path);
    return this == NONE ? file : new UnpackedText(file, this);
  }

  /// The unpacked bytes of `packed`.
  InputStream unpack(InputStream packed) throws IOException {
    return switch (this) {
      case NONE -> packed;
      case GZIP -> new GZIPInputStream(packed, BUFFER);
      case ZSTD -> new ZstdInputStreamNoFinalizer(packed);
    };
  }
}
