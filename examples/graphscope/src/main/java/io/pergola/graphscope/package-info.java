/// Engines over `getFragment(id)`.
///
/// **Analytics** ([io.pergola.graphscope.Analytics]) runs the algorithms of LDBC Graphalytics on
/// the fragments of a group that live on one instance. It sees them as one graph over a **flat
/// index**: each pair of a fragment and a vertex label has a *span* of the index, its inner
/// vertices first, then its outer ones, so flat = base + lid. A state vector is one array over the
/// flat index, and a neighbor's state is at `base of the neighbor's span + lid`, be it inner or
/// outer: the loop over edges is the same for one fragment and for many.
///
/// ```
/// flat  0        64                128                   192            256
///       +--------+--+--------------+----+----------------+---+----------+------
///       | inner  |ou|    (gap)     | inner        | outer    | inner | …
///       +--------+--+--------------+----+----------------+---+----------+------
///         fid 0, label 0             fid 0, label 1            fid 1, label 0
/// ```
///
/// Between steps the state of inner vertices is copied to the outer copies of it that other
/// fragments hold: mirrors and outer ranges correspond entry by entry, so a message is an array
/// without ids. Spans begin at multiples of 64, so that threads that own whole words of a bit set
/// need no atomic operations.
///
/// The other classes are short examples to start from: [io.pergola.graphscope.QuickStart],
/// [io.pergola.graphscope.TwoHopQuery] and [io.pergola.graphscope.NeighborSampler].
@NullMarked
package io.pergola.graphscope;

import org.jspecify.annotations.NullMarked;
