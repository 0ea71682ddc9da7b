package io.pergola.rpc.cluster;

import io.pergola.store.StoreException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// Which etcd keeps the metadata of a cluster.
///
/// @param endpoints where its members listen, such as `http://127.0.0.1:2379`
/// @param prefix what all keys begin with; stores with the same one are a cluster
/// @param patience how long a change waits for etcd before it fails
public record EtcdOptions(List<URI> endpoints, String prefix, Duration patience) {
  /// What Vineyard's servers use too.
  public static final String USUAL_PREFIX = "vineyard";

  /// Reads a list of endpoints that are separated by commas.
  ///
  /// @throws StoreException.Invalid if one is no `http` or `https` address
  public static EtcdOptions of(String endpoints, String prefix) {
    List<URI> addresses =
        List.of(endpoints.split(",")).stream().map(EtcdOptions::endpoint).toList();
    return new EtcdOptions(addresses, prefix, Duration.ofSeconds(60));
  }

  /// The same with other patience.
  public EtcdOptions withPatience(Duration other) {
    return new EtcdOptions(endpoints, prefix, other);
  }

  private static URI endpoint(String text) {
    String address = text.strip();
    URI uri = parse(address.contains("://") ? address : "http://" + address);
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (web && uri.getHost() != null && uri.getPort() > 0) return uri;
    throw wrong(text);
  }

  private static URI parse(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException malformed) {
      throw wrong(text);
    }
  }

  private static StoreException wrong(String text) {
    return new StoreException.Invalid(
        "'%s' is no address of etcd, expected one such as http://127.0.0.1:2379".formatted(text));
  }
}
