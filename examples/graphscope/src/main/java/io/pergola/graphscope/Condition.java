package io.pergola.graphscope;

import io.pergola.graph.Property;
import io.pergola.graph.PropertyType;
import io.pergola.store.StoreException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a property has to be, as `LABEL.PROPERTY>=VALUE`. It does not hold for null.
///
/// @param path label and property, either of which may have dots in its name
/// @param relation between the property and the value
/// @param value in the form in which properties are printed
public record Condition(String path, Relation relation, String value) {
  private static final Pattern FORM = Pattern.compile("(.+?)(<=|>=|!=|=|<|>)(.*)");

  /// How two values compare.
  public enum Relation {
    /// Less or equal.
    AT_MOST("<="),
    /// Greater or equal.
    AT_LEAST(">="),
    /// Not equal.
    OTHER("!="),
    /// Equal.
    EQUAL("="),
    /// Less.
    BELOW("<"),
    /// Greater.
    ABOVE(">");

    private final String symbol;

    Relation(String symbol) {
      this.symbol = symbol;
    }

    private boolean holds(int order) {
      return switch (this) {
        case AT_MOST -> order <= 0;
        case AT_LEAST -> order >= 0;
        case OTHER -> order != 0;
        case EQUAL -> order == 0;
        case BELOW -> order < 0;
        case ABOVE -> order > 0;
      };
    }
  }

  /// Reads a condition.
  ///
  /// @throws StoreException.Invalid if it has another form
  public static Condition parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || matcher.group(1).indexOf('.') < 0) {
      throw new StoreException.Invalid(
          "'%s' is no condition, expected LABEL.PROPERTY, one of <= >= != = < > and a value"
              .formatted(text));
    }
    Relation relation =
        Arrays.stream(Relation.values())
            .filter(r -> r.symbol.equals(matcher.group(2)))
            .findFirst()
            .orElseThrow();
    return new Condition(matcher.group(1).strip(), relation, matcher.group(3).strip());
  }

  /// Whether it is about a property of a label.
  boolean names(String label, Property property) {
    return path.equals(label + "." + property.name());
  }

  /// The condition for values of a column, as [io.pergola.graph.Column#value] gives them.
  ///
  /// @throws StoreException.Invalid if the value is not of the property's type
  Predicate<Object> on(Property property) {
    try {
      return switch (property.type()) {
        case BOOL -> compare(Boolean.class, bool(), Comparator.naturalOrder());
        case FLOAT, DOUBLE ->
            compare(Double.class, Double.valueOf(value), Comparator.naturalOrder());
        case UINT64 -> compare(Long.class, Long.parseUnsignedLong(value), Long::compareUnsigned);
        case STRING -> compare(String.class, value, Comparator.naturalOrder());
        case DATE -> compare(LocalDate.class, LocalDate.parse(value), LocalDate::compareTo);
        case TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_US, TIMESTAMP_NS ->
            compare(LocalDateTime.class, time(), LocalDateTime::compareTo);
        default -> compare(Long.class, Long.valueOf(value), Comparator.naturalOrder());
      };
    } catch (NumberFormatException | DateTimeParseException wrong) {
      throw unfit(property.type());
    }
  }

  private <T> Predicate<Object> compare(Class<T> type, T limit, Comparator<? super T> order) {
    return found ->
        type.isInstance(found) && relation.holds(order.compare(type.cast(found), limit));
  }

  private LocalDateTime time() {
    return LocalDateTime.parse(value.replace(' ', 'T'));
  }

  private Boolean bool() {
    if (value.equals("true") || value.equals("false")) return Boolean.valueOf(value);
    throw unfit(PropertyType.BOOL);
  }

  private StoreException.Invalid unfit(PropertyType type) {
    return new StoreException.Invalid(
        "'%s' can't be compared with '%s': the property is %s"
            .formatted(path, value, type.label()));
  }
}
