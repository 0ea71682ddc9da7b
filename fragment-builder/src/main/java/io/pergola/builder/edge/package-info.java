/// From edges between places to topology and edge tables, one triple at a time, for all fragments
/// at once:
///
/// 1. spread the edges over buckets of consecutive sources ([io.pergola.builder.edge.EdgeBuckets]);
/// 2. sort each bucket by (source, destination), counting, straight into the out-lists and the edge
///    tables ([io.pergola.builder.edge.BucketSort]);
/// 3. spread the finished out-lists over buckets of consecutive destinations: sources come in
///    order, so one counting pass makes the in-lists ([io.pergola.builder.edge.InBuckets]).
///
/// Every step is stable. Nothing is scattered over more than a few hundred places at a time.
@NullMarked
package io.pergola.builder.edge;

import org.jspecify.annotations.NullMarked;
