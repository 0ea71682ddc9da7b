package io.pergola.rpc.protocol;

import io.pergola.store.StoreException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;

/// Refuses numbers that a double can't hold, such as 1e400: they would become infinite, which JSON
/// can't say when the server gives them back.
final class FiniteNumbers extends JsonNodeFactory {
  private static final long serialVersionUID = 1L;

  @Override
  public NumericNode numberNode(double value) {
    if (Double.isFinite(value)) return super.numberNode(value);
    throw new StoreException.Invalid("the frame's body has a number beyond the range of a double");
  }
}
