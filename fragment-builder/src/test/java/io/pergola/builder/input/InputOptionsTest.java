package io.pergola.builder.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.pergola.graph.PropertyType;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputOptionsTest {
  private static String failure(String text) {
    LoadException thrown =
        assertThrows(LoadException.BadOption.class, () -> InputOptions.parse(text));
    return String.valueOf(thrown.getMessage());
  }

  @Test
  void everyOptionIsRead() {
    InputOptions options =
        InputOptions.parse(
            "src=a&dst=1&src_label=x&dst_label=y&new_labels=true&delimiter=|&header=false&quote=none&format=edgelist&types=a b:int32,c:d:date");
    assertEquals(Optional.of("a"), options.src());
    assertEquals(Optional.of("1"), options.dst());
    assertEquals(Optional.of("x"), options.srcLabel());
    assertEquals(Optional.of("y"), options.dstLabel());
    assertEquals(Optional.of(true), options.newLabels());
    assertEquals(Optional.of((byte) '|'), options.delimiter());
    assertEquals(Optional.of(false), options.header());
    assertEquals(Optional.of(false), options.quote());
    assertEquals(Optional.of(Format.EDGELIST), options.format());
    assertEquals(Map.of("a b", PropertyType.INT32, "c:d", PropertyType.DATE), options.types());
  }

  @Test
  void delimitersHaveNames() {
    assertEquals(Optional.of((byte) '\t'), InputOptions.parse("delimiter=tab").delimiter());
    assertEquals(Optional.of((byte) '\t'), InputOptions.parse("delimiter=\\t").delimiter());
    assertEquals(Optional.of((byte) '#'), InputOptions.parse("delimiter=#").delimiter());
    assertEquals(Optional.of((byte) '='), InputOptions.parse("delimiter==").delimiter());
    assertEquals(Optional.of(Dialect.BLANKS), InputOptions.parse("delimiter=blanks").delimiter());
  }

  @Test
  void mistakesAreNamed() {
    assertEquals(
        "'lable=x' in '#lable=x' is not an option; there are id, src, dst, src_label, dst_label, new_labels, delimiter, header, header_file, quote, format, label, skip and types, as key=value joined by &",
        failure("lable=x"));
    assertEquals("'id' has no value", failure("id="));
    assertEquals("'id' has no value", failure("id"));
    assertEquals("'id' stands twice in '#id=a&id=b'", failure("id=a&id=b"));
    assertEquals("header=maybe: expected true or false", failure("header=maybe"));
    assertEquals(
        "delimiter=ab: expected one ASCII character that is not a quote or a newline, or comma, tab, semicolon, pipe, space or blanks (any run of spaces and tabs)",
        failure("delimiter=ab"));
    assertEquals("quote=': expected double or none", failure("quote='"));
    assertEquals(
        "format=orc: there are csv, tsv, edgelist, v, e, mtx, neo4j, neptune, parquet, arrow, graphml, gml and dot",
        failure("format=orc"));
    assertEquals(
        "types=count: 'count' is not COLUMN:TYPE, such as count:int32", failure("types=count"));
    assertEquals("types=a:int,a:date: column 'a' stands twice", failure("types=a:int,a:date"));
    assertEquals(
        "types: 'number' is not a property type; there are bool, int8 to int64, uint8 to uint64, float, double, string, date, timestamp (timestamp_s, _ms, _us, _ns)",
        failure("types=a:number"));
  }
}
