package io.pergola.rpc.server;

import io.pergola.rpc.protocol.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Requests with every kind of field, and what is left of them after a few bytes were changed.
/// Mutants of these reach deep into the server.
final class Mutants {
  private static final List<String> SEEDS =
      List.of(
          "{'type':'register_request','version':'0.24.2','store_type':1,'session_id':0}",
          "{'type':'create_buffer_request','size':10}",
          "{'type':'create_buffers_request','num':2,'sizes':[10,20]}",
          "{'type':'create_disk_buffer_request','size':10,'path':''}",
          "{'type':'get_buffers_request','num':1,'0':9223372036854775808,'unsafe':true}",
          "{'type':'get_buffers_request','ids':[18446744073709551615]}",
          "{'type':'seal_request','object_id':9223372036854775808}",
          "{'type':'release_request','object_id':9223372036854775809}",
          "{'type':'shrink_buffer_request','id':9223372036854775809,'size':1}",
          "{'type':'drop_buffer_request','id':9223372036854775809}",
          "{'type':'increase_reference_count_request','ids':[9223372036854775809]}",
          "{'type':'create_data_request','content':{'typename':'t<a>','instance_id':0,'k':[1,{}],"
              + "'b':{'id':'o8000000000000000','typename':'vineyard::Blob','instance_id':0}}}",
          "{'type':'create_datas_request','contents':[{'typename':'t','instance_id':0,"
              + "'global':true,'m':{'id':'o0000000000000001'}}]}",
          "{'type':'get_data_request','id':[1,2],'sync_remote':true,'wait':false}",
          "{'type':'list_data_request','pattern':'[a-z]*','regex':false,'limit':3}",
          "{'type':'list_data_request','pattern':'(a|b)*c','regex':true,'limit':3}",
          "{'type':'del_data_request','id':[1],'force':true,'deep':true,'memory_trim':true}",
          "{'type':'del_data_with_feedbacks_request','id':[1],'force':true,'deep':true}",
          "{'type':'persist_request','id':1}",
          "{'type':'label_request','id':1,'keys':['a'],'values':['b']}",
          "{'type':'shallow_copy_request','id':1,'extra':{'a':1}}",
          "{'type':'put_name_request','object_id':1,'name':'a/b~c'}",
          "{'type':'list_name_request','pattern':'*','regex':false,'limit':10}",
          "{'type':'migrate_object_request','object_id':5}",
          "{'type':'cluster_meta'}",
          "{'type':'clear_request'}",
          "{'type':'acquire_lock_request','key':'k'}",
          "{'type':'release_lock_request','key':'k'}",
          "{'type':'create_stream_request','object_id':5}",
          "{'type':'open_stream_request','object_id':5,'mode':1}",
          "{'type':'get_next_stream_chunk_request','id':5,'size':10}",
          "{'type':'push_next_stream_chunk_request','id':5,'chunk':9223372036854775808}",
          "{'type':'pull_next_stream_chunk_request','id':5}",
          "{'type':'stop_stream_request','id':5,'failed':false}",
          "{'type':'drop_stream_request','id':5}",
          "{'type':'evict_request','ids':[1,9223372036854775809]}",
          "{'type':'load_request','ids':[1],'pin':true}",
          "{'type':'unpin_request','ids':[1]}",
          "{'type':'new_session_request','bulk_store_type':3}",
          "{'type':'move_buffers_ownership_request','session_id':0,"
              + "'id_to_id':[[9223372036854775809,9223372036854775810]]}",
          "{'type':'make_arena_request','size':10}",
          "{'type':'finalize_arena_request','fd':9,'offsets':[0],'sizes':[10]}",
          "{'type':'create_buffer_by_plasma_request','plasma_id':'YQ==','size':10,'plasma_size':9}",
          "{'type':'plasma_seal_request','plasma_id':'YQ=='}",
          "{'type':'get_buffers_by_plasma_request','num':1,'0':'YQ==','unsafe':true}",
          "{'type':'plasma_release_request','plasma_id':'YQ=='}",
          "{'type':'plasma_delete_data_request','plasma_id':'YQ=='}",
          "{'type':'pergola_begin_request'}",
          "{'type':'pergola_rollback_request'}",
          "{'type':'instance_status_request'}");

  private static final List<String> REMOTE_SEEDS =
      List.of(
          "{'type':'create_remote_buffer_request','size':100,'compress':false}",
          "{'type':'create_remote_buffer_request','size':1000,'compress':true}",
          "{'type':'create_remote_buffers_request','num':2,'sizes':[10,20],'compress':false}",
          "{'type':'get_remote_buffers_request','num':1,'0':9223372036854775808,'compress':true}",
          "{'type':'get_remote_buffers_request','ids':[18446744073709551615],'unsafe':true}");

  private Mutants() {}

  /// The body of a request in which up to two bytes are wrong.
  static byte[] body(Random random) {
    return mutate(SEEDS.get(random.nextInt(SEEDS.size())), random);
  }

  /// Frames and raw bytes for a connection over TCP: mostly a mutated frame; now and then one that
  /// raw bytes follow or should follow; seldom bytes that are nothing at all.
  static byte[] remote(Random random) {
    int kind = random.nextInt(1000);
    if (kind == 0) return raw(random.nextInt(200), random);
    if (kind < 10) return frame(mutate(pick(REMOTE_SEEDS, random), random));
    if (kind < 40) return upload(random.nextInt(2000), random);
    return frame(body(random));
  }

  private static byte[] upload(int size, Random random) {
    byte[] frame =
        frame(bytes("{'type':'create_remote_buffer_request','size':%d}".formatted(size)));
    byte[] raw = raw(size, random);
    byte[] both = new byte[frame.length + size];
    System.arraycopy(frame, 0, both, 0, frame.length);
    System.arraycopy(raw, 0, both, frame.length, size);
    return both;
  }

  private static byte[] raw(int length, Random random) {
    byte[] raw = new byte[length];
    random.nextBytes(raw);
    return raw;
  }

  private static byte[] mutate(String seed, Random random) {
    byte[] body = bytes(seed);
    for (int i = random.nextInt(3); i > 0; i--) {
      byte[] others = {'0', '9', '-', '"', '{', '}', '[', ']', ',', 'e', (byte) random.nextInt()};
      body[random.nextInt(body.length)] = others[random.nextInt(others.length)];
    }
    return body;
  }

  private static String pick(List<String> seeds, Random random) {
    return seeds.get(random.nextInt(seeds.size()));
  }

  /// JSON in which `'` stands for `"`.
  static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  static byte[] frame(byte[] body) {
    byte[] frame = new byte[Frame.BODY_AT + body.length];
    Frame.putLength(frame, body.length);
    System.arraycopy(body, 0, frame, Frame.BODY_AT, body.length);
    return frame;
  }
}
