/// Reads text files into batches of typed columns, in parallel, without knowing what the columns
/// mean.
///
/// A [io.pergola.builder.input.TableFile] is a file whose head was looked at: dialect, column
/// names, a sample for guessing types. Bound to the columns that someone wants it is scanned by a
/// [io.pergola.builder.input.TableScan]: a few megabytes of whole records at a time, each parsed by
/// one thread into a [io.pergola.builder.input.Batch]. Bad records come back as
/// [io.pergola.builder.input.Problem]s with their place in the file; whether they matter is the
/// caller's choice.
@NullMarked
package io.pergola.builder.input;

import org.jspecify.annotations.NullMarked;
