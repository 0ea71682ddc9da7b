package io.pergola.rooms;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/// The rules of the rooms, for classes whose packages begin with `root`: the project's own, and
/// ones that were planted to break them.
record Rooms(String root) {
  /// Every room's package, lowest first.
  static final List<String> NAMES =
      List.of("store", "graph", "builder", "rpc", "graphscope", "cli");

  private static final Set<String> SOCKETS =
      Set.of(
          "java.net.Socket",
          "java.net.ServerSocket",
          "java.net.DatagramSocket",
          "java.net.UnixDomainSocketAddress",
          "java.net.InetSocketAddress",
          "java.net.InetAddress",
          "java.nio.channels.SocketChannel",
          "java.nio.channels.ServerSocketChannel",
          "java.nio.channels.DatagramChannel",
          "java.nio.channels.AsynchronousSocketChannel");

  /// Data flows one way: store ← graph ← {builder, rpc} ← engines ← cli.
  ArchRule layers() {
    var layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String room : NAMES) layers = layers.layer(room).definedBy(in(room));
    return layers
        .withOptionalLayers(!root.equals("io.pergola"))
        .whereLayer("graph")
        .mayOnlyBeAccessedByLayers("builder", "rpc", "graphscope", "cli")
        .whereLayer("builder")
        .mayOnlyBeAccessedByLayers("graphscope", "cli")
        .whereLayer("rpc")
        .mayOnlyBeAccessedByLayers("graphscope", "cli")
        .whereLayer("graphscope")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer();
  }

  /// No package needs, however indirectly, one that needs it.
  ArchRule cycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  /// Only `rpc` talks to other processes.
  ArchRule network() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("rpc"))
        .should()
        .dependOnClassesThat(
            matching(
                "talk over a network",
                type ->
                    type.getPackageName().startsWith("io.netty")
                        || type.getPackageName().startsWith("io.etcd")
                        || SOCKETS.contains(type.getName())));
  }

  /// Only `store` maps memory; only `store` and the client's socket in `rpc` call the system.
  ArchRule memory() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(in("store"))
        .should()
        .dependOnClassesThat(
            matching(
                "map memory",
                type ->
                    type.getName().equals("java.lang.foreign.Arena")
                        || type.getName().startsWith("java.lang.foreign.Linker")));
  }

  /// See [#memory].
  ArchRule nativeCalls() {
    return noClasses()
        .that()
        .resideOutsideOfPackages(in("store"), root + ".rpc.client")
        .should()
        .dependOnClassesThat(
            matching("call the system", type -> type.getPackageName().startsWith("com.sun.jna")));
  }

  /// Nobody goes around the bounds checks.
  ArchRule unsafe() {
    return noClasses()
        .should()
        .dependOnClassesThat(
            matching("are unsafe", type -> type.getName().endsWith("misc.Unsafe")));
  }

  /// A `…Layout` says where bytes are, for its neighbors only. A gid's layout is one of bits, and
  /// part of every fragment.
  ArchRule layouts() {
    return classes()
        .that()
        .haveSimpleNameEndingWith("Layout")
        .and()
        .doNotHaveSimpleName("GidLayout")
        .should()
        .bePackagePrivate()
        .andShould(haveOnlyConstants())
        .allowEmptyShould(true);
  }

  /// Nobody outside can extend what was not made for it.
  ArchRule closed() {
    return classes()
        .that()
        .arePublic()
        .should(
            be(
                matching(
                    "final, sealed, a record, an enum or an interface",
                    type ->
                        type.getModifiers().contains(JavaModifier.FINAL)
                            || type.isInterface()
                            || type.isEnum()
                            || type.isRecord()
                            || type.reflect().isSealed())));
  }

  /// Names say what a class is for.
  ArchRule names() {
    return classes()
        .should()
        .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Base)(\\$.*)?");
  }

  private String in(String room) {
    return root + "." + room + "..";
  }

  private static DescribedPredicate<JavaClass> matching(
      String description, java.util.function.Predicate<JavaClass> test) {
    return DescribedPredicate.describe(description, test);
  }

  private static ArchCondition<JavaClass> haveOnlyConstants() {
    return new ArchCondition<>("have only constants") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaField field : type.getFields()) {
          Set<JavaModifier> modifiers = field.getModifiers();
          if (modifiers.contains(JavaModifier.STATIC) && modifiers.contains(JavaModifier.FINAL)) {
            continue;
          }
          events.add(SimpleConditionEvent.violated(field, field.getFullName() + " can change"));
        }
      }
    };
  }
}
