package io.pergola.rpc.cluster;

/// etcd did not do what it was asked for, or not in time.
final class EtcdFailure extends Exception {
  private static final long serialVersionUID = 1L;

  EtcdFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
