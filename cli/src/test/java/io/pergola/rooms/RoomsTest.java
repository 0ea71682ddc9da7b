package io.pergola.rooms;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Holds the rules of the rooms against all classes of the project.
class RoomsTest {
  private static final Rooms ROOMS = new Rooms("io.pergola");
  static final java.util.List<String> NAMES = Rooms.NAMES;
  private static JavaClasses classes = new ClassFileImporter().importPackages("none");

  @BeforeAll
  static void importAll() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.pergola");
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyRoomWasImported(String room) {
    String inside = "io.pergola." + room;
    assertTrue(
        classes.stream().anyMatch(type -> type.getPackageName().startsWith(inside)),
        "no class of " + inside + " was found");
  }

  @Test
  void dataFlowsOneWay() {
    ROOMS.layers().check(classes);
  }

  @Test
  void packagesHaveNoCycle() {
    ROOMS.cycles().check(classes);
  }

  @Test
  void onlyRpcTalksToOtherProcesses() {
    ROOMS.network().check(classes);
  }

  @Test
  void onlyTheStoreMapsMemory() {
    ROOMS.memory().check(classes);
  }

  @Test
  void onlyTheStoreAndTheClientsSocketCallTheSystem() {
    ROOMS.nativeCalls().check(classes);
  }

  @Test
  void nobodyUsesUnsafe() {
    ROOMS.unsafe().check(classes);
  }

  @Test
  void layoutsAreConstantsForTheirNeighbors() {
    ROOMS.layouts().check(classes);
  }

  @Test
  void publicClassesAreClosed() {
    ROOMS.closed().check(classes);
  }

  @Test
  void namesSayWhatAClassIsFor() {
    ROOMS.names().check(classes);
  }
}
