import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Holds every Java source of the project against google-java-format.
///
/// `check` lists the files that differ and fails; `fix` rewrites them. Texts that were found in
/// order once are remembered by their hash in `target/formatted` and not looked at again.
class Format {
  private static final Path REMEMBERED = Path.of("target/formatted");
  private static final Formatter FORMATTER = new Formatter();

  public static void main(String[] args) throws Exception {
    boolean fix = args.length > 0 && args[0].equals("fix");
    Set<String> known =
        Files.exists(REMEMBERED) ? Set.copyOf(Files.readAllLines(REMEMBERED)) : Set.of();
    Set<String> formatted = new TreeSet<>();
    int wrong = 0;
    for (Path file : sources()) {
      String before = Files.readString(file);
      String after = known.contains(hash(before)) ? before : format(before);
      if (after.equals(before) || fix) formatted.add(hash(after));
      if (after.equals(before)) continue;
      if (fix) Files.writeString(file, after);
      else System.err.println("not formatted: " + file);
      wrong++;
    }
    Files.createDirectories(REMEMBERED.getParent());
    Files.write(REMEMBERED, formatted);
    if (wrong > 0 && !fix) {
      System.err.println(wrong + " file(s) differ from google-java-format; run .ci/format");
      System.exit(1);
    }
  }

  private static String format(String source) throws Exception {
    return FORMATTER.formatSource(
        RemoveUnusedImports.removeUnusedImports(
            ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.GOOGLE)));
  }

  private static String hash(String source) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(source.getBytes()));
  }

  private static List<Path> sources() throws Exception {
    try (var files = Files.walk(Path.of("."))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList();
    }
  }
}
