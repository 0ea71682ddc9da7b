/// The `csr` layout: fragments of a property graph as lean CSR arrays and property tables, each a
/// standard Vineyard object. `docs/format.md` specifies it with byte pictures and a worked example;
/// this is the same at a glance. A stranger could write a second reader from either.
///
/// **`pergola::Fragment`** has `layout_version` (1), `fid`, `fnum`, `directed`, `schema` (JSON
/// text) and, for each vertex label L and triple T:
///
/// ```
/// vertex_L_inner, _outer      number of inner and outer vertices
/// vertex_L_table              Table: row = lid of an inner vertex; first column oid, then properties
/// vertex_L_index              dense (oid = _index_base + lid × _index_stride), sorted (oids ascend)
///                             or hash (_index_slots: int32 × ⌈1.5 × inner⌉)
/// vertex_L_outer_gids         int64 × outer, ascending unsigned; entry k has lid inner + k
/// vertex_L_outer_oids         optional Table of one column, in the same order
/// vertex_L_mirror_offsets     int64 × (fnum + 1)  } the lids that fragment g holds as outer, ascending:
/// vertex_L_mirror_indices     int32               } indices[offsets[g] .. offsets[g+1])
///
/// triple_T_out_form           dense (a list for each vertex), sparse (only for those in _ids), empty
/// triple_T_out_lists, _entries  numbers of lists, of neighbors
/// triple_T_out_ids            int32 × lists, ascending; sparse only
/// triple_T_out_offsets        int64 × (lists + 1)
/// triple_T_out_neighbors      int32 × entries: lids of the destination's label
/// triple_T_in_…               the transpose; missing if undirected and of one label
/// triple_T_in_rows            optional int32 (int64 from 2^31 rows on) × in-entries: rows of the table
/// triple_T_rows, _table       Table: row p is out-position p; with in_rows, then one row for each
///                             in-entry with an outer source, in order
/// ```
///
/// ```
///                  list 0      list 1   list 2
/// offsets    [     0,          3,       3,       5     ]     int64, little-endian
///                  |           |        |        |
/// neighbors  [     1,  1,  2,           0,  4          ]     int32: neighbors[offsets[k] .. offsets[k+1])
/// ```
///
/// Neighbors ascend within a list, parallel edges keep the order of the input. An undirected triple
/// of one label holds each edge at both ends, a self loop twice, with a table row for each entry.
/// Arrays are `vineyard::Tensor<int>` or `<int64>`, tables `vineyard::Table` of one record batch;
/// beside a blob member `m` its owner has `m` + `bytes_` and `m` + `crc32c_`.
///
/// **`pergola::FragmentGroup`**, global and persisted, has `layout_version`, `directed`, `schema`,
/// `partitioner` (JSON text), `total_frag_num`, `vertex_label_num`, `edge_label_num` and for each
/// fragment i `fid_i`, `frag_instance_id_i`, the member `frag_object_id_i`, and the texts
/// `inner_counts_i` (by vertex label) and `entry_counts_i` (out-entries by triple).
///
/// Readers accept exactly version 1. Change a byte, raise the version, keep a golden file of the
/// old one.
///
/// Writers: [io.pergola.graph.csr.CsrWriter] for lists, [io.pergola.graph.csr.CsrFragmentWriter],
/// [io.pergola.graph.csr.CsrGroupWriter]. Readers: through [io.pergola.graph.Fragments].
@NullMarked
package io.pergola.graph.csr;

import org.jspecify.annotations.NullMarked;
