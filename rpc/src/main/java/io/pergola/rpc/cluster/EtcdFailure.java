package io.pergola.rpc.cluster;

import io.etcd.jetcd.common.exception.ErrorCode;
import io.etcd.jetcd.common.exception.EtcdException;

/// etcd did not do what it was asked for, or not in time.
final class EtcdFailure extends Exception {
  private static final long serialVersionUID = 1L;

  EtcdFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /// Whether etcd answered that it knows no such lease.
  boolean isUnknownLease() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof EtcdException answer) {
        return answer.getErrorCode() == ErrorCode.NOT_FOUND;
      }
    }
    return false;
  }
}
