package io.pergola.rpc.protocol;

import io.pergola.store.StoreException;

/// The values of `type` in replies.
final class ReplyTypes {
  private ReplyTypes() {}

  /// Reads the fields of the reply that is called `type`.
  static Reply read(String type, Fields in) {
    return switch (type) {
      case "register_reply" -> SessionReply.Registered.read(in);
      case "instance_status_reply" -> SessionReply.InstanceStatus.read(in);
      case "cluster_meta" -> SessionReply.ClusterMeta.read(in);
      case "acquire_lock_reply" -> SessionReply.Locked.read(in);
      case "release_lock_reply" -> new SessionReply.Unlocked();
      case "debug_reply" -> new SessionReply.Debugged();
      case "memory_trim_reply" -> new SessionReply.Trimmed();

      case "pergola_connections_reply" -> SessionReply.Connections.read(in);

      case "create_buffer_reply" -> BlobReply.Created.read(in);
      case "create_buffers_reply" -> BlobReply.AllCreated.read(in);
      case "get_buffers_reply" -> BlobReply.Found.read(in);
      case "is_in_use_reply" -> BlobReply.InUse.read(in);
      case "is_spilled_reply" -> BlobReply.Spilled.read(in);

      case "new_session_reply" -> SessionReply.SessionOpened.read(in);
      case "create_disk_buffer_reply" -> FileReply.CreatedOnDisk.read(in);
      case "make_arena_reply" -> FileReply.ArenaMade.read(in);
      case "get_next_stream_chunk_reply" -> StreamReply.NextChunk.read(in);
      case "pull_next_stream_chunk_reply" -> StreamReply.Pulled.read(in);
      case "create_buffer_by_plasma_reply" -> PlasmaReply.Created.read(in);
      case "get_buffers_by_plasma_reply" -> PlasmaReply.Found.read(in);
      case "create_data_reply" -> MetaReply.Created.read(in);
      case "create_datas_reply" -> MetaReply.AllCreated.read(in);
      case "get_data_reply" -> MetaReply.Content.read(in);
      case "del_data_with_feedbacks_reply" -> MetaReply.Deleted.read(in);
      case "exists_reply" -> MetaReply.Exists.read(in);
      case "if_persist_reply" -> MetaReply.Persistent.read(in);
      case "shallow_copy_reply" -> MetaReply.Copied.read(in);

      case "migrate_object_reply" -> MetaReply.Migrated.read(in);

      case "get_name_reply" -> NameReply.Found.read(in);
      case "list_name_reply" -> NameReply.Listed.read(in);

      case "pergola_get_reply" -> BatchReply.Got.read(in);
      case "pergola_put_reply" -> BatchReply.Published.read(in);

      case "seal_reply",
          "drop_buffer_reply",
          "shrink_buffer_reply",
          "increase_reference_count_reply",
          "release_reply",
          "del_data_reply",
          "persist_reply",
          "label_reply",
          "clear_reply",
          "put_name_reply",
          "drop_name_reply",
          "pergola_release_reply",
          "create_stream_reply",
          "open_stream_reply",
          "push_next_stream_chunk_reply",
          "stop_stream_reply",
          "drop_stream_reply",
          "evict_reply",
          "load_reply",
          "unpin_reply",
          "finalize_arena_reply",
          "delete_session_reply",
          "move_buffers_ownership_reply",
          "plasma_release_reply",
          "plasma_delete_data_reply",
          "pergola_begin_reply",
          "pergola_commit_reply",
          "pergola_rollback_reply" ->
          new Reply.Done(type);
      default ->
          throw new StoreException.Invalid(
              "the server sent a reply of unknown type '" + type + "'");
    };
  }
}
