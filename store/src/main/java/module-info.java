/// Objects: metadata trees over sealed blobs in shared memory, with their lifetimes.
module io.pergola.store {
  requires transitive tools.jackson.databind;
  requires com.sun.jna;
  requires static transitive org.jspecify;

  exports io.pergola.store;
}
