package io.pergola.rpc.protocol;

import io.pergola.store.StoreException;

/// How raw bytes of blobs go over a connection.
public enum Encoding {
  /// As they are.
  PLAIN,
  /// In chunks of one continuous zstd frame.
  ZSTD;

  static Encoding read(Fields in) {
    if (in.flag("use_rdma", false)) {
      throw new StoreException.Invalid("this server has no RDMA; ask again with 'use_rdma' false");
    }
    return in.flag("compress", false) ? ZSTD : PLAIN;
  }

  void write(Body out) {
    out.flag("compress", this == ZSTD);
    out.flag("use_rdma", false);
  }
}
