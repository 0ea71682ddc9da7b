/// Property graphs laid over blobs.
///
/// The words of this project, each with one meaning:
///
/// - **object**: a metadata tree over blobs; **blob**: a sealed run of bytes in shared memory.
/// - **fragment** (`fid`): the part of a graph that one machine or thread works on; a **group** is
///   all `fnum` fragments of a graph.
/// - **vertex**, **edge**; a **label** is a kind of either; a **triple** is an edge label between
///   one pair of vertex labels; a **property** is a typed column of a label.
/// - **oid**: a vertex's id as the user gave it; **gid**: its cluster-wide id
///   ([io.pergola.graph.GidLayout]); **lid**: its index inside a fragment and label.
/// - **inner** vertices belong to the fragment (lids 0 to inner − 1); **outer** vertices belong to
///   others and are here as ends of cut edges (lids from inner on). **Mirrors** are the inner
///   vertices that another fragment holds as outer.
/// - **CSR**: `offsets` and `neighbors`; a vertex's **degree** is the length of its list.
///
/// [io.pergola.graph.Fragments] opens what the packages of the formats, such as
/// `io.pergola.graph.csr`, have written.
@NullMarked
package io.pergola.graph;

import org.jspecify.annotations.NullMarked;
