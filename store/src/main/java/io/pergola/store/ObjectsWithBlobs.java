package io.pergola.store;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// What a store answers to a request for whole objects.
///
/// @param trees of those objects that exist, by printed id
/// @param blobs where their blobs are, each once; nothing if one of them is gone or not sealed
public record ObjectsWithBlobs(ObjectNode trees, List<BlobExtent> blobs) {}
