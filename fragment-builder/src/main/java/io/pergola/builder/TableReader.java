package io.pergola.builder;

import io.pergola.builder.input.Batch;
import io.pergola.builder.input.BoundFile;
import io.pergola.builder.input.Chunk;
import io.pergola.builder.input.ChunkReader;
import io.pergola.builder.input.ColumnBuffer;
import io.pergola.builder.input.LoadException;
import io.pergola.builder.input.Problem;
import io.pergola.builder.input.TableScan;
import io.pergola.builder.input.TextBuffer;
import io.pergola.builder.input.WordBuffer;
import io.pergola.builder.stage.Region;
import io.pergola.builder.stage.StagedChunk;
import io.pergola.builder.stage.StagedTable;
import io.pergola.builder.stage.StagedWords;
import io.pergola.builder.stage.Staging;
import io.pergola.builder.stage.Workers;
import io.pergola.builder.vertex.TextDictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Reads the files of one table on all threads and stages what it finds, in input order.
final class TableReader {
  private final Widening.Table table;
  private final List<BoundFile> files;
  private final List<Key> keys;
  private final Staging staging;
  private final Region region;
  private final ConcurrentSkipListMap<Chunk, Read> done = new ConcurrentSkipListMap<>();
  private final boolean failFast;
  private volatile boolean stop;

  /// What to do with one of the first columns, which hold ids.
  sealed interface Key {
    /// Ids that are numbers.
    record Ids() implements Key {}

    /// Ids that are texts, to be numbered by a dictionary.
    ///
    /// @param add whether unknown ones are added
    record Text(TextDictionary dictionary, boolean add) implements Key {}
  }

  private record Read(StagedChunk chunk, List<Problem> problems) {}

  TableReader(Widening.Table table, List<Key> keys, Staging staging, boolean failFast) {
    this.table = table;
    this.files = table.files();
    this.keys = keys;
    this.staging = staging;
    this.region = staging.region();
    this.failFast = failFast;
  }

  /// Reads everything. Bad records go to `log`, which may throw.
  ///
  /// @throws Widening if a guessed type turned out to be too narrow
  StagedTable read(Workers workers, Progress progress, int chunkBytes, BadRecordLog log) {
    if (!files.isEmpty()) {
      try (TableScan scan = new TableScan(files, chunkBytes)) {
        progress.begin(scan.byteSize());
        workers.run(workers.threads(), thread -> drain(scan, progress));
      }
    }
    table.check(done.values().stream().flatMap(read -> read.problems().stream()).toList());
    for (Read read : done.values()) log.badRecords(files, read.problems());
    requireAll();
    return new StagedTable(files, done.values().stream().map(Read::chunk).toList(), region);
  }

  /// Where a file says how many records it has, they must be there.
  private void requireAll() {
    for (int i = 0; i < files.size(); i++) {
      Optional<Long> wanted = files.get(i).file().entries();
      if (wanted.isEmpty()) continue;
      int file = i;
      long found =
          done.entrySet().stream()
              .filter(entry -> entry.getKey().file() == file)
              .mapToLong(
                  entry -> entry.getValue().chunk().rows() + entry.getValue().problems().size())
              .sum();
      if (found != wanted.get()) {
        throw new LoadException.BadFile(
            files.get(i).file().path(),
            "has %d entries, but its line of sizes says %d; it may have been cut off"
                .formatted(found, wanted.get()));
      }
    }
  }

  private void drain(TableScan scan, Progress progress) {
    try (ChunkReader reader = new ChunkReader(files)) {
      drain(scan, reader, progress);
    }
  }

  private void drain(TableScan scan, ChunkReader reader, Progress progress) {
    TextDictionary.Batch work = new TextDictionary.Batch();
    while (!stop && reader.read(scan)) {
      Batch batch = reader.batch();
      StagedChunk staged = stage(batch, work);
      List<Problem> problems = List.copyOf(batch.problems());
      done.put(batch.chunk(), new Read(staged, problems));
      // earlier chunks are being read by others and will be finished, so the first problem stays
      // the first
      if (!problems.isEmpty() && (failFast || problems.stream().anyMatch(table::isDecimal))) {
        stop = true;
      }
      staging.relieve();
      progress.advanceTo(scan.bytesTaken());
    }
  }

  private StagedChunk stage(Batch batch, TextDictionary.Batch work) {
    int rows = batch.rows();
    List<StagedWords> ids = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) ids.add(stageKey(batch.columns().get(i), i, rows, work));
    return new StagedChunk(
        batch.chunk(), rows, ids, StagedChunk.stageProperties(region, batch, keys.size()));
  }

  private StagedWords stageKey(ColumnBuffer column, int key, int rows, TextDictionary.Batch work) {
    return switch (keys.get(key)) {
      case Key.Ids() -> StagedWords.of(region, ((WordBuffer) column).values(), rows, 4);
      case Key.Text(TextDictionary dictionary, boolean add) -> {
        long[] numbers = work.numbers(rows);
        dictionary.number((TextBuffer) column, rows, add, numbers, work);
        yield StagedWords.of(region, numbers, rows, 4);
      }
    };
  }
}
