package io.pergola.bench.wire;

import io.pergola.rpc.client.ObjectStores;
import io.pergola.store.BlobWriter;
import io.pergola.store.DeleteOption;
import io.pergola.store.ObjectId;
import io.pergola.store.ObjectMeta;
import io.pergola.store.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Puts and gets an object of many blobs, as a fragment is one, by Pergola's Java client: whatever
/// the server offers, it uses.
public final class WholeObjects {
  private static final int BLOBS = 50;
  private static final int WARM_UP = 500;

  private WholeObjects() {}

  /// Measures.
  ///
  /// @param args rounds, then `name=socket` for each server
  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[0]);
    List<Contender> contenders = new ArrayList<>();
    for (String server : List.of(args).subList(1, args.length)) {
      int split = server.indexOf('=');
      Path socket = Path.of(server.substring(split + 1));
      contenders.add(
          new Contender(
              server.substring(0, split),
              ObjectStores.connect(socket),
              ObjectStores.connect(socket),
              new long[rounds],
              new long[rounds]));
    }
    for (int round = -WARM_UP; round < rounds; round++) {
      for (Contender contender : contenders) contender.run(round);
    }
    System.out.printf("| object of %d blobs | put µs | get and leave µs |%n|---|---|---|%n", BLOBS);
    contenders.forEach(Contender::print);
    contenders.forEach(Contender::close);
  }

  /// One server, a connection that puts, one that gets, and how long that took, in nanoseconds.
  @SuppressWarnings("ArrayRecordComponent") // filled in place
  private record Contender(
      String server, ObjectStore store, ObjectStore reader, long[] puts, long[] gets) {
    void run(int round) {
      long began = System.nanoTime();
      ObjectId id = put();
      long put = System.nanoTime();
      reader.pinObjects(List.of(id)).close();
      long got = System.nanoTime();
      store.delete(List.of(id), DeleteOption.DEEP);
      if (round < 0) return;
      puts[round] = put - began;
      gets[round] = got - put;
    }

    private ObjectId put() {
      long[] sizes = new long[BLOBS];
      Arrays.fill(sizes, 64);
      List<BlobWriter> blobs = store.createBlobs(sizes);
      ObjectMeta.Draft draft = ObjectMeta.draft("bench::Whole");
      for (int i = 0; i < BLOBS; i++) {
        draft.blob("blob_" + i, blobs.get(i), store.instanceId());
      }
      return store.publish(blobs, List.of(draft)).getFirst().id();
    }

    void print() {
      System.out.printf("| %s | %.0f | %.0f |%n", server, median(puts) / 1e3, median(gets) / 1e3);
    }

    void close() {
      store.close();
      reader.close();
    }

    private static long median(long[] nanos) {
      Arrays.sort(nanos);
      return nanos[nanos.length / 2];
    }
  }
}
