package io.pergola.rooms;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Shows that each rule of [Rooms] fails on the class that was planted to break it.
class PlantedOffencesTest {
  private static final Rooms ROOMS = new Rooms("planted");
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("planted");

  @Test
  void aLowerRoomThatUsesAnUpperOneIsFound() {
    assertFound(ROOMS.layers(), "planted.store.LooksUp");
  }

  @Test
  void aBuilderThatUsesTheServerIsFound() {
    assertFound(ROOMS.layers(), "planted.builder.Serves");
  }

  @Test
  void aCycleOfPackagesIsFound() {
    assertFound(ROOMS.cycles(), "planted.graph.left");
  }

  @Test
  void aSocketOutsideRpcIsFound() {
    assertFound(ROOMS.network(), "planted.graph.Dials");
  }

  @Test
  void anArenaOutsideTheStoreIsFound() {
    assertFound(ROOMS.memory(), "planted.graph.Maps");
  }

  @Test
  void aSystemCallOutsideTheStoreIsFound() {
    assertFound(ROOMS.nativeCalls(), "planted.graph.Calls");
  }

  @Test
  void aPublicLayoutThatChangesIsFound() {
    assertFound(ROOMS.layouts(), "planted.store.WideLayout");
  }

  @Test
  void anOpenPublicClassIsFound() {
    assertFound(ROOMS.closed(), "planted.store.WideLayout");
  }

  @Test
  void aNameThatSaysNothingIsFound() {
    assertFound(ROOMS.names(), "planted.graph.GraphHelper");
  }

  /// Written byte by byte, since the compiler refuses such a source.
  @Test
  void someoneWhoGoesAroundTheBoundsChecksIsFound(@TempDir Path directory) throws IOException {
    ClassDesc unsafe = ClassDesc.of("sun.misc", "Unsafe");
    MethodTypeDesc getter = MethodTypeDesc.of(unsafe);
    byte[] offender =
        ClassFile.of()
            .build(
                ClassDesc.of("planted.store", "Pokes"),
                type ->
                    type.withMethodBody(
                        "poke",
                        getter,
                        ClassFile.ACC_STATIC,
                        code -> code.invokestatic(unsafe, "getUnsafe", getter).areturn()));
    Files.write(directory.resolve("Pokes.class"), offender);
    assertFound(
        ROOMS.unsafe(), new ClassFileImporter().importPath(directory), "planted.store.Pokes");
  }

  private static void assertFound(ArchRule rule, String offender) {
    assertFound(rule, PLANTED, offender);
  }

  private static void assertFound(ArchRule rule, JavaClasses planted, String offender) {
    AssertionError found = assertThrows(AssertionError.class, () -> rule.check(planted));
    assertTrue(found.getMessage().contains(offender), found.getMessage());
  }
}
