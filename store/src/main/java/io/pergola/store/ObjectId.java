package io.pergola.store;

/// The 64-bit name of an object or a blob, unique within a cluster (objects) or an instance
/// (blobs).
///
/// Bit 63 tells blobs (1) from objects (0); the other bits are milliseconds since the epoch, the
/// instance and a sequence number, and mean nothing to a reader. The printed form is `o` and 16 hex
/// digits. Ids are unsigned; [#compareTo] orders them as their printed forms.
///
/// @param bits the raw 64 bits
public record ObjectId(long bits) implements Comparable<ObjectId> {
  /// The blob of no bytes. It always exists and is never allocated.
  public static final ObjectId EMPTY_BLOB = new ObjectId(0x8000000000000000L);

  /// No object: all bits set.
  public static final ObjectId INVALID = new ObjectId(-1L);

  /// Reads the printed form.
  ///
  /// @throws StoreException.Invalid if `text` is not `o` and 1 to 16 hex digits
  public static ObjectId parse(String text) {
    if (text.length() >= 2
        && text.length() <= 17
        && text.charAt(0) == 'o'
        && text.charAt(1) != '+') {
      try {
        return new ObjectId(Long.parseUnsignedLong(text, 1, text.length(), 16));
      } catch (NumberFormatException notHex) {
        // refused below, with the whole text
      }
    }
    throw new StoreException.Invalid(
        "'%s' is not an object id: expected 'o' and up to 16 hex digits, such as o68828a39ab40002f"
            .formatted(text));
  }

  /// Whether this names a blob rather than an object.
  public boolean isBlob() {
    return bits < 0;
  }

  @Override
  public int compareTo(ObjectId other) {
    return Long.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    String hex = Long.toHexString(bits);
    return "o" + "0".repeat(16 - hex.length()) + hex;
  }
}
