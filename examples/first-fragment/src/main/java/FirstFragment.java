import io.pergola.graph.Fragments;
import io.pergola.rpc.client.ObjectStores;
import io.pergola.store.ObjectId;
import java.nio.file.Path;

/// Maps a fragment and says how many edges go out of its first vertex.
///
/// Arguments: the server's socket, the id of a fragment.
public class FirstFragment {
  public static void main(String[] arguments) {
    try (var store = ObjectStores.connect(Path.of(arguments[0]));
        var fragment = Fragments.getFragment(store, ObjectId.parse(arguments[1]))) {
      var out = fragment.out(fragment.schema().triples().getFirst());
      System.out.println(fragment.oid(0, 0) + " has " + out.degree(0) + " out-edges");
    }
  }
}
