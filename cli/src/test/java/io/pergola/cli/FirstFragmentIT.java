package io.pergola.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Maven project of ten lines depends on Pergola and reads a fragment.
///
/// It resolves this build's jars in a local repository that is made for the test, so that the
/// user's stays as it is, which here serves as a remote one.
class FirstFragmentIT {
  private static final String VERSION = "0.1.0-SNAPSHOT";
  private static final Path PROJECT = Command.ROOT.resolve("examples/first-fragment");

  /// Goals of plugins that this build has used, so that nothing is to be downloaded for it.
  private static final String COMPILE =
      "org.apache.maven.plugins:maven-compiler-plugin:3.16.0:compile";

  private static final String RUN = "org.codehaus.mojo:exec-maven-plugin:3.6.4:java";

  @TempDir @Nullable Path directory;

  @Test
  void aProjectOfTenLinesMapsAFragment() throws IOException {
    assertTrue(Files.readAllLines(PROJECT.resolve("pom.xml")).size() <= 10);
    Path repository = dir().resolve("repository");
    install(repository, "pergola", Command.ROOT);
    for (String room : List.of("store", "graph", "rpc")) {
      install(repository, "pergola-" + room, Command.ROOT.resolve(room));
    }
    copy(PROJECT.resolve("pom.xml"), dir().resolve("project/pom.xml"));
    String source = "src/main/java/FirstFragment.java";
    copy(PROJECT.resolve(source), dir().resolve("project").resolve(source));

    try (Serving serving = Serving.start(dir(), "--size", "64Mi")) {
      Files.writeString(dir().resolve("e.txt"), "1 2\n1 3\n2 3\n");
      serving.run("load", "g", "--edges", "e=e.txt").good();
      String fragment =
          serving
              .run("show", "g", "-o", "json")
              .good()
              .json()
              .at("/graph/fragments/0/id")
              .asString();
      Command.Outcome run = maven(repository, serving.socket() + " " + fragment).await().good();
      assertTrue(run.out().contains("1 has 2 out-edges\n"), run::toString);
    }
  }

  private Command maven(Path repository, String arguments) throws IOException {
    return Command.start(
        dir(),
        List.of(
            "env",
            "JAVA_HOME=" + System.getProperty("java.home"),
            "mvn",
            "-B",
            "-q",
            "-gs",
            settings().toString(),
            "-Dmaven.repo.local=" + repository,
            "-f",
            dir().resolve("project").toString(),
            COMPILE,
            RUN,
            "-Dexec.mainClass=FirstFragment",
            "-Dexec.args=" + arguments));
  }

  /// What the user's repository has need not be fetched again.
  private Path settings() throws IOException {
    String place =
        "<id>here</id><url>file://%s</url>".formatted(System.getProperty("localRepository"));
    return Files.writeString(
        dir().resolve("settings.xml"),
        """
        <settings>
          <profiles><profile>
            <id>here</id>
            <repositories><repository>%1$s</repository></repositories>
            <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
          </profile></profiles>
          <activeProfiles><activeProfile>here</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(place));
  }

  private static void install(Path repository, String artifact, Path module) throws IOException {
    String name = artifact + "-" + VERSION;
    Path home = repository.resolve("io/pergola").resolve(artifact).resolve(VERSION);
    copy(module.resolve("pom.xml"), home.resolve(name + ".pom"));
    Path jar = module.resolve("target").resolve(name + ".jar");
    if (!artifact.equals("pergola")) copy(jar, home.resolve(name + ".jar"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(requireNonNull(to.getParent()));
    Files.copy(from, to);
  }

  private Path dir() {
    return requireNonNull(directory);
  }
}
