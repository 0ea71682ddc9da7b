/// The `arrow` layout: `vineyard::ArrowFragment`, byte for byte, for GraphScope's engines.
///
/// `docs/format-arrow.md` specifies it: type names, keys, hash maps, compact lists. In short, a
/// fragment has per vertex label a table, the gids of its outer vertices and a map from those to
/// lids; per edge label a table; and per vertex label, edge label and direction the **units** of
/// all vertices, inner and outer, each the vid of a neighbour and the row of the edge:
///
/// ```
/// oe_offsets_lists_[label of v][edge label]   int64, one more than vertices
///                       v ──┐      ┌── v + 1
/// oe_lists_[…][…]   … | vid eid | vid eid | …      ascending by vid
/// ```
///
/// Vids in units are local ids with label bits ([io.pergola.graph.arrow.VidBits]), so one list
/// holds neighbours of several labels, a run for each. A vertex map holds the ids of vertices; it
/// is shared by the fragments of an instance.
///
/// What [io.pergola.graph.Fragment] promises and the layout has not is derived when it is first
/// asked for, in memory of the fragment's own, and goes with [io.pergola.graph.Fragment#close]:
/// lists of one triple with 4 bytes a neighbour, mirrors, and properties in the order of out-lists.
/// So engines run as fast as on `csr`, after one pass over the edges they use.
///
/// Columns that are no properties are not shown: a retained id (it is the oid), generated edge ids,
/// and types that [io.pergola.graph.PropertyType] has not.
@NullMarked
package io.pergola.graph.arrow;

import org.jspecify.annotations.NullMarked;
