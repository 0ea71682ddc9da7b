/// Turns edge and vertex files into sealed fragments.
///
/// A load goes through these steps, each on all threads:
///
/// 1. **plan**: look at the heads of the files, settle labels, columns and types;
/// 2. **read**: parse the files into staged columns outside the heap ([io.pergola.builder.input]);
/// 3. **number**: collect the vertices of each label, give each its fragment and its place there;
/// 4. **resolve**: replace the ids at the ends of edges by those places;
/// 5. **build**: for each triple, spread the edges over buckets of consecutive vertices, sort
///    inside each bucket straight into the blobs, and make the in-lists from the finished
///    out-lists;
/// 6. **seal**: fragments, group, name; then commit.
///
/// Between `begin` and `commit` everything belongs to the connection, so a load that fails or is
/// killed leaves nothing. Every step is stable and works on data in input order; the result does
/// not depend on the number of threads.
///
/// Start at [io.pergola.builder.GraphLoader].
@NullMarked
package io.pergola.builder;

import org.jspecify.annotations.NullMarked;
