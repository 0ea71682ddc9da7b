package io.pergola.rooms;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

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

  private static void assertFound(ArchRule rule, String offender) {
    AssertionError found = assertThrows(AssertionError.class, () -> rule.check(PLANTED));
    assertTrue(found.getMessage().contains(offender), found.getMessage());
  }
}
