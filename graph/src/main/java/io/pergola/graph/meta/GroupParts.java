package io.pergola.graph.meta;

import io.pergola.graph.ArrayReader;
import io.pergola.graph.FragmentGroup;
import io.pergola.store.ObjectMeta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The keys by which groups of all layouts name their fragments, those of Vineyard's own groups.
/// For i from 0 to `total_frag_num − 1`, in any order of fids: `fid_i`, `frag_instance_id_i`, and
/// the member `frag_object_id_i`.
public final class GroupParts {
  /// The key of the number of fragments.
  public static final String TOTAL = "total_frag_num";

  /// The key of the number of vertex labels.
  public static final String VERTEX_LABELS = "vertex_label_num";

  /// The key of the number of edge labels.
  public static final String EDGE_LABELS = "edge_label_num";

  private GroupParts() {}

  /// The key of the i-th fragment's fid.
  public static String fid(int i) {
    return "fid_" + i;
  }

  /// The key of the i-th fragment's instance.
  public static String instance(int i) {
    return "frag_instance_id_" + i;
  }

  /// The member that is the i-th fragment.
  public static String object(int i) {
    return "frag_object_id_" + i;
  }

  /// The key of the inner vertices of the i-th fragment by label, such as `[2,0]`.
  public static String innerCounts(int i) {
    return "inner_counts_" + i;
  }

  /// The key of the out-entries of the i-th fragment by triple.
  public static String entryCounts(int i) {
    return "entry_counts_" + i;
  }

  /// Makes a part from the keys with number i.
  public interface PartReader {
    /// Reads the part.
    FragmentGroup.Part read(int i, int fid);
  }

  /// All parts by fid.
  ///
  /// @throws io.pergola.store.StoreException.Corrupt if fids are not 0 to fnum − 1
  public static List<FragmentGroup.Part> read(ObjectMeta meta, PartReader reader) {
    int fnum = MetaRules.count(meta, TOTAL, 1, Integer.MAX_VALUE);
    List<FragmentGroup.Part> parts = new ArrayList<>();
    for (int i = 0; i < fnum; i++) {
      parts.add(reader.read(i, MetaRules.count(meta, fid(i), 0, fnum - 1)));
    }
    parts.sort(Comparator.comparingInt(FragmentGroup.Part::fid));
    for (int fid = 0; fid < fnum; fid++) {
      if (parts.get(fid).fid() != fid) {
        throw ArrayReader.corrupt(meta, "fid_…", "does not name fragment " + fid, "each once");
      }
    }
    return List.copyOf(parts);
  }
}
