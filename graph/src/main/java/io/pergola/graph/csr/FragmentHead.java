package io.pergola.graph.csr;

import io.pergola.graph.ArrayReader;
import io.pergola.graph.Schema;
import io.pergola.graph.meta.MetaRules;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;

/// What the metadata of a fragment says about it as a whole.
record FragmentHead(ObjectId id, int fid, int fnum, boolean directed, Schema schema) {
  static void requireVersion(ObjectMeta meta) {
    long found = meta.integer(Keys.VERSION);
    if (found != Keys.LAYOUT_VERSION) {
      throw ArrayReader.corrupt(
          meta, Keys.VERSION, "is " + found, Keys.LAYOUT_VERSION + ", which this version reads");
    }
  }

  static FragmentHead read(ObjectMeta meta) {
    requireVersion(meta);
    int fnum = MetaRules.count(meta, Keys.FNUM, 1, Integer.MAX_VALUE);
    return new FragmentHead(
        meta.id(),
        MetaRules.count(meta, Keys.FID, 0, fnum - 1),
        fnum,
        meta.flag(Keys.DIRECTED),
        SchemaJson.read(meta.text(Keys.SCHEMA)));
  }
}
