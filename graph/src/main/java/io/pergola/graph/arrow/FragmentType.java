package io.pergola.graph.arrow;

import io.pergola.graph.PropertyType;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the type name of a `vineyard::ArrowFragment<OID,VID,VM,COMPACT>` says.
///
/// @param oid the type of all vertices' ids: INT64, INT32 or STRING
/// @param vid the width of gids and lids
/// @param map which vertex map the fragment has
/// @param edges how neighbours are stored
record FragmentType(PropertyType oid, VidWidth vid, MapKind map, EdgeKind edges) {
  private static final String STRING_VIEW = "std::basic_string_view<char,std::char_traits<char>>";
  private static final String PREFIX = "vineyard::ArrowFragment<";
  private static final Pattern NAME =
      Pattern.compile(
          "vineyard::ArrowFragment<(int64|int|std::string),(uint64|uint),"
              + "vineyard::Arrow(Local)?VertexMap<(.*),(uint64|uint)>,(true|false)>");

  static boolean isFragment(String typeName) {
    return typeName.startsWith(PREFIX);
  }

  /// Reads a type name; nothing if there can't be such a type.
  static Optional<FragmentType> parse(String typeName) {
    Matcher matcher = NAME.matcher(typeName);
    if (!matcher.matches()) return Optional.empty();
    FragmentType type =
        new FragmentType(
            oidType(matcher.group(1)),
            matcher.group(2).equals("uint64") ? VidWidth.UINT64 : VidWidth.UINT32,
            matcher.group(3) == null ? MapKind.GLOBAL : MapKind.LOCAL,
            matcher.group(6).equals("true") ? EdgeKind.COMPACT : EdgeKind.PLAIN);
    return Optional.of(type).filter(found -> found.typeName().equals(typeName));
  }

  private static PropertyType oidType(String spelling) {
    return switch (spelling) {
      case "int64" -> PropertyType.INT64;
      case "int" -> PropertyType.INT32;
      default -> PropertyType.STRING;
    };
  }

  String typeName() {
    return PREFIX
        + "%s,%s,%s,%s>".formatted(oidName(), vidName(), mapTypeName(), edges == EdgeKind.COMPACT);
  }

  String mapTypeName() {
    String name = map == MapKind.LOCAL ? "ArrowLocalVertexMap" : "ArrowVertexMap";
    return "vineyard::%s<%s,%s>".formatted(name, keyName(), vidName());
  }

  /// The value of the key `oid_type`.
  String oidName() {
    return oid == PropertyType.STRING ? "std::string" : keyName();
  }

  /// The value of the key `vid_type`.
  String vidName() {
    return vid.spelling();
  }

  /// How an oid is spelled inside maps.
  String keyName() {
    return switch (oid) {
      case INT64 -> "int64";
      case INT32 -> "int";
      default -> STRING_VIEW;
    };
  }
}
