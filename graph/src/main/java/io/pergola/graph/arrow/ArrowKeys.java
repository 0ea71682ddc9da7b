package io.pergola.graph.arrow;

/// The names of values and members in the metadata of fragments, vertex maps and groups.
final class ArrowKeys {
  static final String FORMAT = "arrow";
  static final String GROUP = "vineyard::ArrowFragmentGroup";

  static final String FID = "fid_";
  static final String FNUM = "fnum_";
  static final String DIRECTED = "directed_";
  static final String MULTIGRAPH = "is_multigraph_";
  static final String LOCAL_MAP = "local_vertex_map_";
  static final String COMPACT = "compact_edges_";
  static final String VERTEX_LABELS = "vertex_label_num_";
  static final String EDGE_LABELS = "edge_label_num_";
  static final String OID_TYPE = "oid_type";
  static final String VID_TYPE = "vid_type";
  static final String SCHEMA = "schema_json_";
  static final String INNER_COUNTS = "ivnums_";
  static final String OUTER_COUNTS = "ovnums_";
  static final String TOTAL_COUNTS = "tvnums_";
  static final String VERTEX_TABLES = "vertex_tables_";
  static final String EDGE_TABLES = "edge_tables_";
  static final String OUTER_GIDS = "ovgid_lists_";
  static final String OUTER_MAPS = "ovg2l_maps_";
  static final String VERTEX_MAP = "vm_ptr_";

  /// Extra keys of fragments that this project writes: out-entries by triple.
  static final String ENTRY_COUNTS = "entry_counts_";

  private ArrowKeys() {}

  /// The length of a list of members.
  static String size(String list) {
    return "__" + list + "-size";
  }

  /// The i-th of a list of members.
  static String item(String list, int i) {
    return "__" + list + "-" + i;
  }

  /// The length of row i of a list of lists.
  static String rowSize(String list, int i) {
    return item(list, i) + "-size";
  }

  /// A member of a list of lists.
  static String item(String list, int i, int j) {
    return item(list, i) + "-" + j;
  }

  /// A member of a vertex map, such as `o2g_1_0`.
  static String ofMap(String what, int fid, int label) {
    return what + "_" + fid + "_" + label;
  }
}
