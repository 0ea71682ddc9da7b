package io.pergola.store;

/// How a connection ends.
enum Leaving {
  /// It said so: what it sealed stays.
  ORDERLY,
  /// It died: what nobody else can reach goes.
  ABANDONED
}
