package io.pergola.graph.csr;

import io.pergola.graph.Csr;
import io.pergola.graph.Rows;
import io.pergola.graph.Table;
import java.util.Optional;

/// Views over everything that belongs to one triple.
record TriplePart(Csr out, Csr in, Optional<Rows> inRows, Table edges) {}
