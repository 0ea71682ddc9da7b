package io.pergola.cli;

import io.pergola.graph.FragmentGroup;
import io.pergola.graph.Fragments;
import io.pergola.graphscope.Result;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectStore;
import io.pergola.store.StoreException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Keeps a result as a vertex property of a graph.
final class SaveOption {
  @Option(
      names = "--save",
      paramLabel = "PROPERTY",
      description =
          "Keep the result as a vertex property: the graph's name then means a graph that shares everything with the old one and has this property too.")
  private Optional<String> property = Optional.empty();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "With --save: give that graph another name, and leave the old one as it is.")
  private Optional<String> as = Optional.empty();

  /// Refuses what can't be done before the time for a run is spent.
  void check(ObjectStore store, FragmentGroup group, String nameOrId) {
    if (property.isEmpty() && as.isPresent()) {
      throw new StoreException.Invalid(
          "--as names the graph that --save makes: add --save PROPERTY");
    }
    if (property.isEmpty()) return;
    if (as.isEmpty() && store.findName(nameOrId).isEmpty()) {
      throw new StoreException.Invalid(
          "graph %s was given by its id: add --as NAME, so that the new one can be found"
              .formatted(group.id()));
    }
    if (as.isPresent() && store.findName(as.get()).isPresent()) {
      throw new StoreException.Invalid(
          "there is a graph or object named '%s'; choose another name, or remove it with 'pergola rm %s'"
              .formatted(as.get(), as.get()));
    }
  }

  /// Makes the new graph and names it; all or nothing. The old one goes if nothing names it any
  /// more.
  void save(ObjectStore store, FragmentGroup group, String nameOrId, Result result) {
    if (property.isEmpty()) return;
    String name = as.orElse(nameOrId);
    Optional<ObjectId> old = store.findName(name);
    store.begin();
    try {
      FragmentGroup more = Fragments.withProperty(store, group, result.asProperty(property.get()));
      store.putName(name, more.id());
      store.commit();
    } catch (RuntimeException failure) {
      store.rollback();
      throw failure;
    }
    Lookup lookup = new Lookup(store);
    old.filter(id -> lookup.namesOf(id).isEmpty())
        .ifPresent(id -> store.delete(List.of(id), DeleteOption.DEEP));
  }
}
