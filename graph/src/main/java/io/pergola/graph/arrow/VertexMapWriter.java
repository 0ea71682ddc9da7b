package io.pergola.graph.arrow;

import io.pergola.graph.Fragment;
import io.pergola.graph.GidLayout;
import io.pergola.graph.Oid;
import io.pergola.graph.PropertyType;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/// Writes vertex maps: one for all fragments if it is global, else one for each.
final class VertexMapWriter {
  private final ObjectStore store;
  private final FragmentType type;
  private final List<Fragment> fragments;
  private final int labels;
  private final VidBits ids;
  private final List<List<OidBlock>> oids = new ArrayList<>();

  /// @param fragments all of the graph, by fid
  VertexMapWriter(ObjectStore store, FragmentType type, List<Fragment> fragments) {
    this.store = store;
    this.type = type;
    this.fragments = fragments;
    this.labels = fragments.getFirst().schema().vertexLabels().size();
    this.ids = VidBits.of(type.vid(), fragments.size());
    for (Fragment fragment : fragments) {
      List<OidBlock> row = new ArrayList<>();
      for (int label = 0; label < labels; label++) {
        row.add(OidBlock.of(store, fragment.table(label).columns().getFirst()));
      }
      oids.add(row);
    }
  }

  /// The map of each fragment.
  List<ObjectMeta> write() {
    if (type.map() == MapKind.LOCAL) return fragments.stream().map(this::local).toList();
    ObjectMeta shared = global();
    return fragments.stream().map(fragment -> shared).toList();
  }

  private ObjectMeta.Draft draft() {
    return ObjectMeta.draft(type.mapTypeName())
        .put("fnum", fragments.size())
        .put("label_num", labels);
  }

  private ObjectMeta global() {
    ObjectMeta.Draft draft = draft().put(VertexMapReader.PERFECT, false);
    long bytes = 0;
    for (int fid = 0; fid < fragments.size(); fid++) {
      for (int label = 0; label < labels; label++) {
        OidBlock block = oids.get(fid).get(label);
        long first = ids.gid(fid, label, 0);
        ObjectMeta map = block.map(store, type.vid().type(), i -> first + i);
        draft.member(ArrowKeys.ofMap(VertexMapReader.OIDS, fid, label), block.array());
        draft.member(ArrowKeys.ofMap(VertexMapReader.TO_GID, fid, label), map);
        bytes += block.array().integer("nbytes") + map.integer("nbytes");
      }
    }
    return store.create(draft.byteSize(bytes));
  }

  private ObjectMeta local(Fragment fragment) {
    ObjectMeta.Draft draft = draft().put("fid", fragment.fid());
    for (Fragment owner : fragments) {
      for (int label = 0; label < labels; label++) {
        String count = ArrowKeys.ofMap(VertexMapReader.COUNT, owner.fid(), label);
        draft.put(count, owner.innerCount(label));
        if (owner.fid() == fragment.fid()) own(draft, owner.fid(), label);
        else others(draft, fragment, owner, label);
      }
    }
    return store.create(draft);
  }

  private void own(ObjectMeta.Draft draft, int fid, int label) {
    OidBlock block = oids.get(fid).get(label);
    draft.member(ArrowKeys.ofMap(VertexMapReader.OIDS, fid, label), block.array());
    draft.member(
        ArrowKeys.ofMap(VertexMapReader.TO_OFFSET, fid, label),
        block.map(store, type.vid().type(), i -> i));
  }

  private void others(ObjectMeta.Draft draft, Fragment fragment, Fragment owner, int label) {
    GidLayout gids = GidLayout.of(fragments.size());
    int begin = fragment.outerBegin(label, owner.fid());
    int count = fragment.outerBegin(label, owner.fid() + 1) - begin;
    List<Oid> known = new ArrayList<>();
    long[] offsets = new long[count];
    for (int i = 0; i < count; i++) {
      offsets[i] = gids.index(fragment.gid(label, begin + i));
      known.add(owner.oid(label, (int) offsets[i]));
    }
    boolean strings = type.oid() == PropertyType.STRING;
    PropertyType vid = type.vid().type();
    OidBlock block = OidBlock.of(store, type.oid(), known);
    // For numbers the array is empty: the map back holds the ids themselves.
    OidBlock array = strings ? block : OidBlock.of(store, type.oid(), List.of());
    HashEntries back = new HashEntries(vid, type.oid());
    HashEntries rows = new HashEntries(vid, vid);
    member(draft, VertexMapReader.OIDS, owner, label, array.array());
    member(draft, VertexMapReader.TO_OFFSET, owner, label, block.map(store, vid, i -> offsets[i]));
    member(
        draft,
        VertexMapReader.TO_OID,
        owner,
        label,
        numbers(back, strings ? 0 : count, offsets, block));
    member(
        draft,
        VertexMapReader.TO_ROW,
        owner,
        label,
        HashMapWriter.write(
            store,
            rows,
            new NumberPairs(rows, strings ? count : 0, i -> offsets[i], i -> i),
            ArrayWriter.NO_BYTES));
  }

  private ObjectMeta numbers(HashEntries layout, int count, long[] keys, OidBlock values) {
    return HashMapWriter.write(
        store,
        layout,
        new NumberPairs(layout, count, i -> keys[i], values::number),
        ArrayWriter.NO_BYTES);
  }

  private static void member(
      ObjectMeta.Draft draft, String what, Fragment owner, int label, ObjectMeta member) {
    draft.member(ArrowKeys.ofMap(what, owner.fid(), label), member);
  }
}
