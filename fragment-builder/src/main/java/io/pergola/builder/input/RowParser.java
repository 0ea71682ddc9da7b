package io.pergola.builder.input;

import io.pergola.graph.PropertyType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses the records of a chunk into a [Batch]. Used by one thread.
///
/// Each cell is first tried in the plainest form that its type has (digits, then a delimiter).
/// Whatever else it is goes to [CellScan] and [CellReader], which know all forms; so the fast paths
/// can change the speed but not the result.
final class RowParser implements ChunkParser {
  private static final int SKIP = -1;
  private static final int BAD = -1;
  private static final int RECORD = -1;
  private static final String CORRECT =
      "correct it, or leave such records out with --bad-records skip";

  private final BoundFile source;
  private final @Nullable LabelFilter filter;
  private final byte delimiter;
  private final boolean blanks;
  private final int cells;
  private final int[] targets;
  private final long[] least;
  private final long[] greatest;
  private final PropertyType[] types;
  private final boolean[] required;
  private final WordBuffer[] words;
  private final TextBuffer[] texts;
  private final CellScan scan;
  private final CellReader reader = new CellReader();
  private final Batch batch;

  private byte[] bytes = new byte[0];
  private int limit;
  private int row;
  private int recordAt;
  private int problemAt;
  private int problemColumn;
  private String reason = "";
  private String remedy = "";

  RowParser(BoundFile source, TextContents text, Batch batch) {
    this.source = source;
    this.batch = batch;
    this.filter = text.filter().orElse(null);
    Dialect dialect = text.dialect();
    this.delimiter = dialect.delimiter();
    this.blanks = dialect.blanks();
    this.cells = source.file().columns().size();
    this.scan = new CellScan(dialect);
    this.targets = new int[cells];
    this.least = new long[cells];
    this.greatest = new long[cells];
    this.types = new PropertyType[cells];
    this.required = new boolean[cells];
    this.words = new WordBuffer[cells];
    this.texts = new TextBuffer[cells];
    Arrays.fill(targets, SKIP);
    Arrays.fill(least, 1);
    bind();
  }

  private void bind() {
    List<BoundFile.Column> columns = source.columns();
    for (int i = 0; i < columns.size(); i++) {
      int cell = columns.get(i).position();
      PropertyType type = columns.get(i).type();
      targets[cell] = i;
      types[cell] = type;
      boolean plain = type.isInteger() && type != PropertyType.UINT64;
      if (plain) least[cell] = CellReader.least(type);
      if (plain) greatest[cell] = CellReader.greatest(type);
      required[cell] = columns.get(i).required();
      switch (batch.columns().get(i)) {
        case WordBuffer buffer -> words[cell] = buffer;
        case TextBuffer buffer -> texts[cell] = buffer;
      }
    }
  }

  @Override
  public void parse(Chunk chunk, byte[] buffer) {
    parse(buffer, 0, chunk.length());
  }

  /// Parses `bytes[from .. to)`, which are whole records. `bytes` has eight bytes more than `to`;
  /// the first of them becomes a newline.
  private void parse(byte[] chunk, int from, int to) {
    bytes = chunk;
    limit = to;
    bytes[to] = '\n';
    int at = from;
    while (at < to) {
      if (scan.skippable(bytes, at)) {
        at = CellScan.nextLine(bytes, at);
      } else if (filter != null && !filter.accepts(cellAt(at, filter.position()))) {
        at = scan.skipRecord(bytes, at, limit);
      } else {
        row = batch.rows();
        if (row == batch.capacity()) batch.grow(at - from);
        int next = record(at);
        if (next == BAD) {
          reject();
          next = scan.skipRecord(bytes, at, limit);
        } else {
          batch.accept(at);
        }
        at = next;
      }
    }
  }

  /// A cell of the record at `from`; empty if the record has fewer or is malformed.
  private String cellAt(int from, int position) {
    CellScan.End end = scan.scan(bytes, from, limit);
    for (int cell = 0; cell < position; cell++) {
      if (end != CellScan.End.CELL) return "";
      end = scan.scan(bytes, scan.next, limit);
    }
    return end == CellScan.End.CELL || end == CellScan.End.RECORD ? scan.text(bytes) : "";
  }

  @Override
  public String cell(int row, int column) {
    int from = (int) (batch.offset(row) - batch.chunk().offset());
    return cellAt(from, source.columns().get(column).position());
  }

  @Override
  public void close() {}

  private int record(int from) {
    recordAt = from;
    int at = from;
    if (blanks) while (bytes[at] == ' ' || bytes[at] == '\t') at++;
    for (int cell = 0; cell < cells; cell++) {
      int next = least[cell] <= greatest[cell] ? number(cell, at) : BAD;
      at = next == BAD ? any(cell, at) : next;
      if (at == BAD) return BAD;
    }
    return at;
  }

  /// An integer of up to 16 digits, with nothing around it. Returns where the next cell or record
  /// begins, or BAD if it is anything else.
  private int number(int cell, int from) {
    byte[] b = bytes;
    int at = from;
    boolean negative = b[at] == '-';
    if (negative) at++;
    long eight = Digits.load(b, at);
    int count = Digits.count(eight);
    long value = Digits.value(eight, count);
    if (count == 0) return BAD;
    at += count;
    if (count == 8 && at <= limit) {
      eight = Digits.load(b, at);
      count = Digits.count(eight);
      if (count == 8) return BAD;
      for (int i = 0; i < count; i++) value *= 10;
      value += Digits.value(eight, count);
      at += count;
    }
    if (negative) value = -value;
    if (value < least[cell] || value > greatest[cell]) return BAD;
    words[cell].values()[row] = value;
    return terminate(cell, at);
  }

  /// Where the next cell or record begins if cell `cell` ends before `at`, else BAD.
  private int terminate(int cell, int from) {
    int at = from;
    if (blanks) while (bytes[at] == ' ' || bytes[at] == '\t') at++;
    byte end = bytes[at];
    if (cell < cells - 1) {
      if (blanks) return at > from ? at : BAD;
      return end == delimiter ? at + 1 : BAD;
    }
    if (end == '\n') return at + 1;
    return end == '\r' && bytes[at + 1] == '\n' ? at + 2 : BAD;
  }

  private int any(int cell, int from) {
    CellScan.End end = scan.scan(bytes, from, limit);
    if (end == CellScan.End.JUNK || end == CellScan.End.OPEN) return malformed(cell, from, end);
    boolean last = cell == cells - 1;
    if (last != (end == CellScan.End.RECORD)) return ragged(cell, end);
    if (targets[cell] != SKIP && !value(cell)) return bad(cell, from);
    return scan.next;
  }

  private boolean value(int cell) {
    boolean empty = scan.begin == scan.end;
    boolean text = types[cell] == PropertyType.STRING;
    if (empty && required[cell]) return fail("is empty, but every record needs an id", CORRECT);
    if (empty && !(text && scan.quoted)) {
      batch.columns().get(targets[cell]).setNull(row);
      if (text) texts[cell].set(row, bytes, 0, 0);
      else words[cell].values()[row] = 0;
      return true;
    }
    return text ? text(cell) : word(cell);
  }

  private boolean text(int cell) {
    if (!Utf8.valid(bytes, scan.begin, scan.end)) {
      return fail("is not UTF-8", "convert the file to UTF-8, " + CORRECT);
    }
    if (scan.escaped) texts[cell].setUnescaped(row, bytes, scan.begin, scan.end);
    else texts[cell].set(row, bytes, scan.begin, scan.end);
    return true;
  }

  private boolean word(int cell) {
    if (!reader.read(types[cell], bytes, scan.begin, scan.end)) {
      return fail(
          reader.reason,
          "correct it, give the column another type (#types=%s:…), or leave such records out with --bad-records skip"
              .formatted(source.file().columns().get(cell)));
    }
    words[cell].values()[row] = reader.bits;
    return true;
  }

  private boolean fail(String why, String whatToDo) {
    reason = why;
    remedy = whatToDo;
    return false;
  }

  private int bad(int cell, int from) {
    problemColumn = cell;
    problemAt = from;
    return BAD;
  }

  private int malformed(int cell, int from, CellScan.End end) {
    fail(
        end == CellScan.End.OPEN
            ? "begins with a quote that is never closed"
            : "has characters after its closing quote",
        "double the quotes inside of cells, or read quotes as they are with #quote=none");
    return bad(cell, from);
  }

  private int ragged(int cell, CellScan.End end) {
    int found = cell + 1;
    while (end == CellScan.End.CELL) {
      end = scan.scan(bytes, scan.next, limit);
      found++;
    }
    String count = found == 1 ? "1 cell" : found + " cells";
    fail("has %s, expected %d".formatted(count, cells), CORRECT);
    return bad(RECORD, recordAt);
  }

  private void reject() {
    String value = "";
    String name = "";
    if (problemColumn != RECORD) {
      scan.scan(bytes, problemAt, limit);
      value = scan.text(bytes);
      name = source.file().columns().get(problemColumn);
    }
    Chunk chunk = batch.chunk();
    int wanted = problemColumn == RECORD ? -1 : targets[problemColumn];
    batch.reject(
        new Problem(chunk.file(), chunk.offset() + problemAt, wanted, name, value, reason, remedy));
  }
}
