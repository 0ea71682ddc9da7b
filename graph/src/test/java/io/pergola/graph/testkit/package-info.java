/// For tests of anything that reads or writes fragments: property graphs as plain lists and maps,
/// random ones of every shape, a writer of fragments that is too simple to be wrong, and the
/// comparison of fragments with what they should hold.
@NullMarked
package io.pergola.graph.testkit;

import org.jspecify.annotations.NullMarked;
