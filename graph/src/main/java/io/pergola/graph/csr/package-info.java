/// The `csr` layout of a fragment: CSR arrays and property tables, each a standard Vineyard object.
@NullMarked
package io.pergola.graph.csr;

import org.jspecify.annotations.NullMarked;
