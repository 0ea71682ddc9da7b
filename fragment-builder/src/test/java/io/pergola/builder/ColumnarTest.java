package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.builder.input.LoadException;
import io.pergola.graph.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The same rows, written by pyarrow in many ways, are the same graph.
class ColumnarTest extends Loading {
  private static final Path FILES = Path.of("src/test/resources/formats");
  private static final String TYPES =
      "flag:bool,i8:int8,u8:uint8,i16:int16,u16:uint16,u32:uint32,i64:int64,u64:uint64,f32:float,"
          + "f64:double,text:string,day:date,ms:timestamp_ms,us:timestamp_us,ns:timestamp_ns";

  private List<String> rows(String name, String options) throws IOException {
    Files.copy(FILES.resolve(name), directory.resolve(name));
    edges.clear();
    edges.add("e=" + name + options);
    LoadResult result = load();
    List<String> found = edges(result, 0);
    List<Property> properties = result.group().schema().edgeLabels().getFirst().properties();
    found.addFirst(properties.toString());
    store.remove("g", result);
    return found;
  }

  @Test
  void parquetAndArrowHoldWhatTheCsvHolds() throws IOException {
    List<String> expected = rows("rows.csv", "#types=" + TYPES);
    assertEquals(10, expected.size());
    for (String name :
        List.of(
            "rows.parquet",
            "rows-zstd.parquet",
            "rows-lz4.parquet",
            "rows.arrow",
            "rows-stream.arrow",
            "rows-lz4.feather",
            "rows-zstd.feather")) {
      assertEquals(expected, rows(name, ""), name);
    }
  }

  @Test
  void nestedColumnsAreRefusedUnlessTheyAreLeftOut() throws IOException {
    Files.copy(FILES.resolve("nested.parquet"), directory.resolve("nested.parquet"));
    edges.add("e=nested.parquet");
    assertEquals(
        "nested.parquet: column 'tags.list.element' is a list, a struct or of another type that no property has; leave it out with #skip=tags.list.element, or write it as plain columns",
        failure(LoadException.BadFile.class));
    edges.clear();
    edges.add("e=nested.parquet#skip=tags.list.element");
    assertEquals(List.of("1->2 w=1", "2->1 w=2"), edges(load(), 0));
  }

  @Test
  void dictionariesAreDecoded() throws IOException {
    List<String> plain = rows("rows.arrow", "");
    for (String name : List.of("rows-dictionary.arrow", "rows-dictionary-stream.arrow")) {
      assertEquals(plain, rows(name, ""), name);
    }
  }

  @Test
  void columnsMayBeReadAsOtherTypes() throws IOException {
    String other = "i8:string,u8:int64,f64:string,day:timestamp_s,i16:double,flag:string,u32:int64";
    for (String name : List.of("rows.parquet", "rows.arrow")) {
      List<String> found = rows(name, "#types=" + other);
      String row = found.stream().filter(edge -> edge.startsWith("2->5")).findFirst().orElseThrow();
      assertTrue(
          row.startsWith(
              "2->5 flag=true i8=-2 u8=252 i16=-29998.0 u16=65533 u32=4294967293 i64=4611686018427387906"),
          row);
      assertTrue(row.contains(" f64=0.2 ") && row.contains(" day=1971-02-03T00:00"), row);
    }
  }

  @Test
  void idsMayBeText() throws IOException {
    options = options.withBadRecords(BadRecords.SKIP);
    List<String> found = rows("rows.parquet", "#src=text&dst=dst&types=dst:string");
    // three texts of nine are null
    assertEquals(7, found.size());
    assertTrue(found.stream().anyMatch(edge -> edge.startsWith("日本->7 ")), found.toString());
  }

  @Test
  void rowsThatDoNotFitAreBadRecords() throws IOException {
    options = options.withBadRecords(BadRecords.SKIP);
    List<String> found = rows("rows.parquet", "#types=u16:int8,i64:int32");
    assertEquals(1, found.size());
    options = options.withBadRecords(BadRecords.FAIL);
    edges.clear();
    edges.add("e=rows.parquet#types=u8:int8");
    assertEquals(
        "rows.parquet:1: column 'u8': '250' is out of the range of int8 (-128 to 127); correct it, or leave such records out with --bad-records skip",
        failure(LoadException.BadRecord.class));
  }

  @Test
  void danglingEdgesAreCountedByRow() throws IOException {
    file("v.csv", "id\n1\n2\n5\n7\n");
    vertices.add("v=v.csv");
    Path report = directory.resolve("report.csv");
    options = options.withReport(report);
    rows("rows.arrow", "");
    assertEquals(
        """
        file,line,column,value,reason
        rows.arrow,6,dst,9,is not the id of a vertex of 'v'
        rows.arrow,7,src,9,is not the id of a vertex of 'v'
        rows.arrow,8,src,-3,is not the id of a vertex of 'v'
        """,
        Files.readString(report).replace(directory + "/", ""));
  }
}
