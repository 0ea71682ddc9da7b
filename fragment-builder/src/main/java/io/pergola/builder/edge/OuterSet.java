package io.pergola.builder.edge;

import io.pergola.builder.stage.BitRank;
import io.pergola.builder.vertex.VertexSpace;

/// The vertices of one label that a fragment holds as outer ones, and the local ids of all vertices
/// there.
///
/// Lists are sorted by **key** before the set is complete in its final form: the key of a place
/// orders as its local id does, own vertices first, then the others by place.
public final class OuterSet {
  private final VertexSpace space;
  private final int fid;
  private final int base;
  private final int width;
  private final int inner;
  private final BitRank places;
  private int[] outer = new int[0];

  OuterSet(VertexSpace space, int fid) {
    this.space = space;
    this.fid = fid;
    this.base = space.base(fid);
    this.width = space.end(fid) - base;
    this.inner = space.inner(fid);
    // alone, a fragment has no outer vertices
    this.places = new BitRank(space.fnum() == 1 ? 0 : space.size());
  }

  /// Adds a vertex of another fragment. Any number of threads may.
  void add(int place) {
    places.add(place);
  }

  void settle() {
    places.settle();
    outer = space.fnum() == 1 ? new int[0] : places.numbers(0, space.size(), 0);
  }

  int fid() {
    return fid;
  }

  /// The places of the outer vertices, ascending: in the order of their local ids.
  int[] places() {
    return outer;
  }

  int count() {
    return outer.length;
  }

  int innerCount() {
    return inner;
  }

  /// The key of a place.
  int key(int place) {
    int local = place - base;
    if (local >= 0 && local < width) return local;
    return place < base ? place + width : place;
  }

  /// The local id of a key.
  int lid(int key) {
    if (key < width) return key;
    int place = key < width + base ? key - width : key;
    return inner + places.rank(place);
  }

  /// The local id of a place that belongs to another fragment.
  int outerLid(int place) {
    return inner + places.rank(place);
  }

  /// The place of a local id.
  int place(int lid) {
    return lid < inner ? base + lid : outer[lid - inner];
  }

  /// The inner indexes of those of `owner`'s vertices that are in the set, ascending.
  int[] mirrorsOf(int owner) {
    if (owner == fid) return new int[0];
    return places.numbers(space.base(owner), space.end(owner), space.base(owner));
  }
}
