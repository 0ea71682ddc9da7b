package io.pergola.graph;

import io.pergola.store.StoreException;
import java.util.ArrayList;
import java.util.List;

/// A kind of vertex.
///
/// @param id its number, counted from 0 in the order given
/// @param name unique among vertex labels
/// @param oidType the type of its vertices' ids: INT64, INT32 or STRING
/// @param properties its columns besides the id
public record VertexLabel(int id, String name, PropertyType oidType, List<Property> properties) {
  /// The name of a vertex table's first column, which holds the ids.
  public static final String OID = "oid";

  /// The same with one property more.
  ///
  /// @throws StoreException.Invalid if it has one of that name
  public VertexLabel with(Property property) {
    List<Property> more = new ArrayList<>(properties);
    more.add(property);
    return new VertexLabel(id, name, oidType, more);
  }

  /// @throws StoreException.Invalid if `oidType` can't name vertices or a property is called `oid`
  public VertexLabel {
    if (!oidType.isOidType()) {
      throw new StoreException.Invalid(
          "vertex label '%s': ids are %s, expected int64, int32 or string"
              .formatted(name, oidType.label()));
    }
    properties = List.copyOf(properties);
    Schema.requireDistinct("property", "vertex label '" + name + "'", properties, Property::name);
    for (Property property : properties) {
      if (property.name().equals(OID)) {
        throw new StoreException.Invalid(
            "vertex label '%s': a property is called 'oid', the name of the id column; rename it"
                .formatted(name));
      }
    }
  }
}
