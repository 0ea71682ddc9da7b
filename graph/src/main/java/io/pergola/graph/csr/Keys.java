package io.pergola.graph.csr;

import io.pergola.graph.Direction;
import io.pergola.graph.Triple;

/// The names of values and members in the metadata of fragments and groups.
final class Keys {
  static final String FORMAT = "csr";
  static final String FRAGMENT = "pergola::Fragment";
  static final String GROUP = "pergola::FragmentGroup";
  static final long LAYOUT_VERSION = 1;

  static final String VERSION = "layout_version";
  static final String FID = "fid";
  static final String FNUM = "fnum";
  static final String DIRECTED = "directed";
  static final String SCHEMA = "schema";

  private Keys() {}

  static String inner(int label) {
    return vertex(label) + "inner";
  }

  static String outer(int label) {
    return vertex(label) + "outer";
  }

  static String vertexTable(int label) {
    return vertex(label) + "table";
  }

  static String index(int label) {
    return vertex(label) + "index";
  }

  static String indexBase(int label) {
    return vertex(label) + "index_base";
  }

  static String indexStride(int label) {
    return vertex(label) + "index_stride";
  }

  static String indexSlots(int label) {
    return vertex(label) + "index_slots";
  }

  static String outerGids(int label) {
    return vertex(label) + "outer_gids";
  }

  static String outerOids(int label) {
    return vertex(label) + "outer_oids";
  }

  static String mirrorOffsets(int label) {
    return vertex(label) + "mirror_offsets";
  }

  static String mirrorIndices(int label) {
    return vertex(label) + "mirror_indices";
  }

  static String form(Triple triple, Direction direction) {
    return side(triple, direction) + "form";
  }

  static String lists(Triple triple, Direction direction) {
    return side(triple, direction) + "lists";
  }

  static String entries(Triple triple, Direction direction) {
    return side(triple, direction) + "entries";
  }

  static String ids(Triple triple, Direction direction) {
    return side(triple, direction) + "ids";
  }

  static String offsets(Triple triple, Direction direction) {
    return side(triple, direction) + "offsets";
  }

  static String neighbors(Triple triple, Direction direction) {
    return side(triple, direction) + "neighbors";
  }

  static String inRows(Triple triple) {
    return side(triple, Direction.IN) + "rows";
  }

  static String rows(Triple triple) {
    return triple(triple) + "rows";
  }

  static String edgeTable(Triple triple) {
    return triple(triple) + "table";
  }

  private static String vertex(int label) {
    return "vertex_" + label + "_";
  }

  private static String triple(Triple triple) {
    return "triple_" + triple.id() + "_";
  }

  private static String side(Triple triple, Direction direction) {
    return triple(triple) + direction.label() + "_";
  }
}
