package io.pergola.graphscope;

import io.pergola.graph.Oid;
import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A result as rows of typed cells.
record TypedRows(Values values, Names names, List<Span> order) {
  List<Property> columns() {
    List<Property> columns = new ArrayList<>();
    if (names.qualified()) columns.add(new Property("label", PropertyType.STRING));
    columns.add(new Property("oid", idType()));
    columns.add(new Property("value", values.type()));
    return columns;
  }

  /// Ids of several labels may be numbers and strings.
  private PropertyType idType() {
    boolean numbers = names.ids().stream().allMatch(Ids.Numbers.class::isInstance);
    return numbers ? PropertyType.INT64 : PropertyType.STRING;
  }

  Stream<List<Optional<?>>> rows() {
    PropertyType ids = idType();
    return order.stream()
        .flatMap(span ->
            IntStream.range(span.base(), span.innerEnd())
                .filter(names.vertices()::has)
                .mapToObj(flat -> row(span, flat, ids)));
  }

  private List<Optional<?>> row(Span span, int flat, PropertyType ids) {
    Oid oid = names.oid(span, flat);
    Optional<?> id =
        ids == PropertyType.INT64 && oid instanceof Oid.Numeric number
            ? Optional.of(number.value())
            : Optional.of(oid.toString());
    return names.qualified()
        ? List.of(Optional.of(span.label().name()), id, value(flat))
        : List.of(id, value(flat));
  }

  private Optional<?> value(int flat) {
    if (!values.has(flat)) return Optional.empty();
    return switch (values.type()) {
      case INT64 -> Optional.of(values.whole(flat));
      case DOUBLE -> Optional.of(values.number(flat));
      default -> {
        StringBuilder text = new StringBuilder();
        values.append(text, flat);
        yield Optional.of(text.toString());
      }
    };
  }
}
