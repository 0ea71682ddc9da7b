package io.pergola.graph.arrow;

import io.pergola.graph.Direction;
import io.pergola.graph.EdgeLabel;
import io.pergola.graph.Schema;
import io.pergola.store.ObjectMeta;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Finds the pairs of vertex labels that edges really join. GraphScope's schema forgets some:
/// adding edges between other labels to an edge label that exists leaves its relations as they
/// were.
///
/// Looks at a few units of each vertex, as Vineyard's own reader does when it opens a fragment; not
/// needed for fragments of this project.
final class RelationScan {
  private final ArrowHead head;
  private final ArrowFragmentReader reader;

  private RelationScan(ArrowHead head, ArrowFragmentReader reader) {
    this.head = head;
    this.reader = reader;
  }

  /// The schema with all relations; those that it names come first.
  static Schema complete(ObjectMeta meta, ArrowHead head, ArrowFragmentReader reader) {
    Schema schema = head.schema().schema();
    if (meta.has(ArrowKeys.ENTRY_COUNTS)) return schema;
    RelationScan scan = new RelationScan(head, reader);
    return new Schema(
        schema.vertexLabels(), schema.edgeLabels().stream().map(scan::complete).toList());
  }

  private EdgeLabel complete(EdgeLabel label) {
    if (!head.schema().edges().get(label.id()).visible()) return label;
    List<EdgeLabel.Relation> relations = new ArrayList<>(label.relations());
    for (int source = 0; source < head.vertexLabels(); source++) {
      BitSet destinations = neighborLabels(source, label.id());
      for (int found = destinations.nextSetBit(0); found >= 0; ) {
        EdgeLabel.Relation relation = new EdgeLabel.Relation(source, found);
        if (isVisible(source) && isVisible(found) && !isKnown(relation, relations)) {
          relations.add(relation);
        }
        found = destinations.nextSetBit(found + 1);
      }
    }
    return new EdgeLabel(label.id(), label.name(), label.properties(), relations);
  }

  private boolean isVisible(int label) {
    return head.schema().vertices().get(label).visible();
  }

  private boolean isKnown(EdgeLabel.Relation relation, List<EdgeLabel.Relation> relations) {
    return relations.contains(relation)
        || (!head.directed() && relations.stream().anyMatch(relation::isReverseOf));
  }

  private BitSet neighborLabels(int vertexLabel, int edgeLabel) {
    BitSet labels = new BitSet();
    Units units = reader.units(Direction.OUT, vertexLabel, edgeLabel);
    if (units.count() == 0) return labels;
    VidBits ids = head.ids();
    for (int vertex = 0; vertex < units.vertexCount(); vertex++) {
      // Wrong offsets are not named here but by whoever reads or verifies the lists.
      long end = Math.min(units.end(vertex), units.count());
      for (long unit = Math.max(0, units.begin(vertex)); unit < end; ) {
        int label = ids.label(units.vid(unit));
        if (label < head.vertexLabels()) labels.set(label);
        boolean last = ids.label(units.vid(end - 1)) == label;
        long next = last ? end : units.seek(vertex, ids.lid(label + 1, 0));
        unit = Math.max(next, unit + 1);
      }
    }
    return labels;
  }
}
