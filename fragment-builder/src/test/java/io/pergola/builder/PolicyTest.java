package io.pergola.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pergola.builder.input.LoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyTest extends Loading {
  @BeforeEach
  void writeDirtyFiles() {
    file("v.csv", "id,age\n1,10\n2,\"\n20\"\n1,30\nx,40\n3,old\n4,50\n");
    file("e.csv", "a,b,w\n1,2,0.5\n1,9,1\n1,2\n3,4,1\n4,1,\n4,1,2,3\n1,2,\"0.5\"x\n2,4,7\n");
    vertices.add("v=v.csv#types=id:int64,age:int32");
    edges.add("e=e.csv#types=w:double");
  }

  @Test
  void skippedRecordsAreLeftOutAndCounted() {
    options = options.withBadRecords(BadRecords.SKIP);
    LoadResult result = load();
    assertEquals(new LoadResult.Skipped(6, 1, 4), result.skipped());
    assertEquals(11, result.skipped().total());
    assertEquals(List.of("1 10", "4 50"), vertices(result, 0));
    assertEquals(List.of("4->1 w="), edges(result, 0));
    assertEquals(Map.of("e", 1L), result.edges());
  }

  @Test
  void reportedRecordsAreListedWithTheirPlaces() throws Exception {
    Path report = directory.resolve("report.csv");
    options = options.withReport(report);
    for (int chunkBytes : new int[] {4, 50, 1000}) {
      LoadResult result = store.load(spec(), chunkBytes);
      assertEquals(new LoadResult.Skipped(6, 1, 4), result.skipped());
      assertEquals(
          """
          file,line,column,value,reason
          v.csv,3,age,"
          20",is not an int32
          v.csv,6,id,x,is not an int64
          v.csv,7,age,old,is not an int32
          v.csv,5,id,1,"is the id of an earlier vertex, and ids are unique"
          e.csv,4,,,"has 2 cells, expected 3"
          e.csv,7,,,"has 4 cells, expected 3"
          e.csv,8,w,"0.5""x",has characters after its closing quote
          e.csv,2,b,2,is not the id of a vertex of 'v'
          e.csv,3,b,9,is not the id of a vertex of 'v'
          e.csv,5,a,3,is not the id of a vertex of 'v'
          e.csv,9,a,2,is not the id of a vertex of 'v'
          """,
          Files.readString(report).replace(directory + "/", ""));
      store.remove("g", result);
    }
  }

  @Test
  void aReportThatCanNotBeWrittenEndsTheLoad() {
    options = options.withReport(directory.resolve("no/such/report.csv"));
    assertTrue(
        failure(LoadException.BadFile.class)
            .startsWith("no/such/report.csv: the report can't be written: "));
  }

  @Test
  void edgesOfLabelsWithoutAFileNeverDangle() {
    vertices.clear();
    file("e.csv", "a,b\n1,2\n");
    edges.clear();
    edges.add("e=e.csv");
    assertEquals(new LoadResult.Skipped(0, 0, 0), load().skipped());
  }
}
