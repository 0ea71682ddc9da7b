package io.pergola.builder.input;

/// The first bytes of a text: whole lines, at least one.
final class TextHead {
  private static final int HEAD_BYTES = 1 << 20;

  private final ByteSource text;

  /// The bytes, and a newline behind them.
  final byte[] bytes;

  /// Where they end.
  final int limit;

  /// Where the text begins, behind the byte order mark that some editors put in front.
  final int begin;

  private TextHead(ByteSource text, byte[] bytes, int limit) {
    this.text = text;
    this.bytes = bytes;
    this.limit = limit;
    boolean marked =
        limit >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
    this.begin = marked ? 3 : 0;
    bytes[limit] = '\n';
  }

  /// @throws LoadException.BadFile if it is empty, no text, or one line without an end
  static TextHead read(ByteSource text) {
    for (long want = HEAD_BYTES; ; want *= 2) {
      int wanted = (int) Math.min(want, Math.max(0, text.limit() - 1) + 2);
      byte[] bytes = new byte[wanted + RecordCutter.SLACK];
      int length = text.read(0, bytes, 0, wanted);
      if (length == 0) throw bad(text, "is empty, expected at least a header or a record");
      requireText(text, bytes, length);
      int limit = length < wanted ? length : lastLine(bytes, length);
      if (limit > 0) return new TextHead(text, bytes, limit);
      if (want >= RecordCutter.MAX_RECORD) throw bad(text, RecordCutter.tooLong());
    }
  }

  /// As [#read], for text that may be empty.
  static TextHead ofAny(ByteSource text) {
    return text.limit() > 0 ? read(text) : new TextHead(text, new byte[RecordCutter.SLACK], 0);
  }

  /// The end of the last line that is there as a whole. It may lie within quotes: then the sample
  /// has one record less.
  private static int lastLine(byte[] bytes, int length) {
    int at = length;
    while (at > 0 && bytes[at - 1] != '\n') at--;
    return at;
  }

  private static void requireText(ByteSource text, byte[] bytes, int length) {
    boolean marked = length >= 2 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe;
    for (int i = 0; i < length && !marked; i++) marked = bytes[i] == 0;
    if (marked) {
      throw bad(
          text, "is not UTF-8 text: it looks like UTF-16 or a binary file; convert it to UTF-8");
    }
  }

  LoadException.BadFile bad(String message) {
    return bad(text, message);
  }

  private static LoadException.BadFile bad(ByteSource text, String message) {
    return new LoadException.BadFile(text.path(), message);
  }
}
