import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Gives stack maps to the classes of a jar that were compiled for Java 5 or older. Only classes
/// with stack maps are kept in the file of loaded classes (JEP 483), and picocli's have none: a
/// command spent a tenth of a second loading and checking them.
///
/// Run as `java StackMaps.java JAR`; the jar is changed in place, and once is enough.
class StackMaps {
  private static final int FIRST_WITH_STACK_MAPS = 50;

  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    URL[] path = {jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path);
        FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      ClassFile writer =
          ClassFile.of(
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(loader)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (Path file : classes(files)) rewrite(writer, file);
    }
  }

  private static List<Path> classes(FileSystem files) throws IOException {
    try (Stream<Path> all = Files.walk(files.getPath("/"))) {
      return all.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  private static void rewrite(ClassFile writer, Path file) throws IOException {
    var model = writer.parse(Files.readAllBytes(file));
    if (model.majorVersion() >= FIRST_WITH_STACK_MAPS) return;
    ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    ClassTransform version =
        (into, element) -> {
          if (element instanceof ClassFileVersion) into.withVersion(ClassFile.JAVA_8_VERSION, 0);
          else into.with(element);
        };
    Files.write(file, writer.transformClass(model, bodies.andThen(version)));
  }
}
