package io.pergola.builder;

import io.pergola.builder.input.LoadException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// How to load, whatever the graph.
///
/// @param fragments how many to make
/// @param partitioner how vertices are spread over them
/// @param undirected whether edges have no direction
/// @param inRows whether in-edges know their properties' rows; without them a label with properties
///   takes 4 bytes an edge less
/// @param limits what the load may use
/// @param badRecords what to do about records that can't be loaded
/// @param reportFile where they are listed with [BadRecords#REPORT]
/// @param replace whether a graph of the same name is replaced
public record LoadOptions(
    int fragments,
    PartitionerKind partitioner,
    boolean undirected,
    boolean inRows,
    Limits limits,
    BadRecords badRecords,
    Optional<Path> reportFile,
    boolean replace) {
  /// The most fragments of a graph.
  public static final int MAX_FRAGMENTS = 4096;

  /// What a load may use.
  ///
  /// @param memoryBytes how much it may keep in memory outside the heap, beside the fragments
  /// @param scratch a directory for what is beyond that; its files have no names
  /// @param threads how many work; the result does not depend on it
  public record Limits(long memoryBytes, Path scratch, int threads) {
    /// @throws LoadException.BadOption if a number is out of range
    public Limits {
      require(threads >= 1 && threads <= 1024, threads + " threads, expected 1 to 1024");
      require(memoryBytes > 0, memoryBytes + " bytes of memory, expected more than 0");
    }

    /// Half of the machine's memory, all its processors, and its directory for temporary files that
    /// may be large.
    public static Limits defaults() {
      Path large = Path.of("/var/tmp");
      return new Limits(
          machineBytes() / 2,
          Files.isWritable(large) ? large : Path.of(System.getProperty("java.io.tmpdir")),
          Math.min(1024, Runtime.getRuntime().availableProcessors()));
    }

    /// The same with another bound of memory.
    public Limits withMemoryBytes(long bytes) {
      return new Limits(bytes, scratch, threads);
    }

    /// The same with another directory for what is beyond the memory.
    public Limits withScratch(Path directory) {
      return new Limits(memoryBytes, directory, threads);
    }

    /// The same with another number of threads.
    public Limits withThreads(int count) {
      return new Limits(memoryBytes, scratch, count);
    }
  }

  /// @throws LoadException.BadOption if a number is out of range or options contradict each other
  public LoadOptions {
    require(
        fragments >= 1 && fragments <= MAX_FRAGMENTS,
        "%d fragments, expected 1 to %d".formatted(fragments, MAX_FRAGMENTS));
    require(
        (badRecords == BadRecords.REPORT) == reportFile.isPresent(),
        reportFile.isPresent()
            ? "a report file is only written with --bad-records report"
            : "--bad-records report needs a file to write to: --report-file FILE");
  }

  /// One fragment, directed, hash, [Limits#defaults], and failing on the first bad record.
  public static LoadOptions defaults() {
    return new LoadOptions(
        1,
        PartitionerKind.HASH,
        false,
        true,
        Limits.defaults(),
        BadRecords.FAIL,
        Optional.empty(),
        false);
  }

  /// The same with another number of fragments.
  public LoadOptions withFragments(int count) {
    return with(draft -> draft.fragments = count);
  }

  /// The same with another partitioner.
  public LoadOptions withPartitioner(PartitionerKind kind) {
    return with(draft -> draft.partitioner = kind);
  }

  /// The same with edges that have a direction or none.
  public LoadOptions withUndirected(boolean wanted) {
    return with(draft -> draft.undirected = wanted);
  }

  /// The same with or without rows of in-edges.
  public LoadOptions withInRows(boolean wanted) {
    return with(draft -> draft.inRows = wanted);
  }

  /// The same with other limits.
  public LoadOptions withLimits(Limits others) {
    return with(draft -> draft.limits = others);
  }

  /// The same with another bound of memory.
  public LoadOptions withMemoryBytes(long bytes) {
    return withLimits(limits.withMemoryBytes(bytes));
  }

  /// The same with FAIL or SKIP.
  public LoadOptions withBadRecords(BadRecords policy) {
    return with(draft -> {
      draft.badRecords = policy;
      draft.reportFile = Optional.empty();
    });
  }

  /// The same with REPORT into `file`.
  public LoadOptions withReport(Path file) {
    return with(draft -> {
      draft.badRecords = BadRecords.REPORT;
      draft.reportFile = Optional.of(file);
    });
  }

  /// The same with or without replacing a graph of that name.
  public LoadOptions withReplace(boolean wanted) {
    return with(draft -> draft.replace = wanted);
  }

  /// The same with another number of threads.
  public LoadOptions withThreads(int count) {
    return withLimits(limits.withThreads(count));
  }

  private LoadOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /// Options that are being changed, unchecked until they are made again.
  private static final class Draft {
    private int fragments;
    private PartitionerKind partitioner;
    private boolean undirected;
    private boolean inRows;
    private Limits limits;
    private BadRecords badRecords;
    private Optional<Path> reportFile;
    private boolean replace;

    Draft(LoadOptions from) {
      fragments = from.fragments;
      partitioner = from.partitioner;
      undirected = from.undirected;
      inRows = from.inRows;
      limits = from.limits;
      badRecords = from.badRecords;
      reportFile = from.reportFile;
      replace = from.replace;
    }

    LoadOptions options() {
      return new LoadOptions(
          fragments, partitioner, undirected, inRows, limits, badRecords, reportFile, replace);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) throw new LoadException.BadOption(otherwise);
  }

  private static long machineBytes() {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return system.getTotalMemorySize();
  }
}
