package io.pergola.rpc.protocol;

import io.pergola.store.StoreException;

/// The values of `type` in requests.
final class RequestTypes {
  private RequestTypes() {}

  /// Reads the fields of the request that is called `type`.
  static Request read(String type, Fields in) {
    return switch (type) {
      case "register_request" -> SessionRequest.Register.read(in);
      case "exit_request" -> new SessionRequest.Exit();
      case "instance_status_request" -> new SessionRequest.InstanceStatus();
      case "cluster_meta" -> new SessionRequest.ClusterMeta();
      case "debug_command" -> SessionRequest.Debug.read(in);
      case "memory_trim_request" -> new SessionRequest.MemoryTrim();
      case "acquire_lock_request" -> SessionRequest.AcquireLock.read(in);
      case "release_lock_request" -> SessionRequest.ReleaseLock.read(in);

      case "create_buffer_request" -> BlobRequest.CreateBuffer.read(in);
      case "create_buffers_request" -> BlobRequest.CreateBuffers.read(in);
      case "seal_request" -> BlobRequest.Seal.read(in);
      case "get_buffers_request" -> BlobRequest.GetBuffers.read(in);
      case "drop_buffer_request" -> BlobRequest.DropBuffer.read(in);
      case "shrink_buffer_request" -> BlobRequest.ShrinkBuffer.read(in);
      case "increase_reference_count_request" -> BlobRequest.IncreaseReferenceCount.read(in);
      case "release_request" -> BlobRequest.Release.read(in);
      case "is_in_use_request" -> BlobRequest.IsInUse.read(in);
      case "is_spilled_request" -> BlobRequest.IsSpilled.read(in);

      case "create_remote_buffer_request" -> RemoteRequest.CreateBuffer.read(in);
      case "create_remote_buffers_request" -> RemoteRequest.CreateBuffers.read(in);
      case "get_remote_buffers_request" -> RemoteRequest.GetBuffers.read(in);

      case "create_stream_request" -> StreamRequest.Create.read(in);
      case "open_stream_request" -> StreamRequest.Open.read(in);
      case "get_next_stream_chunk_request" -> StreamRequest.NextChunk.read(in);
      case "push_next_stream_chunk_request" -> StreamRequest.Push.read(in);
      case "pull_next_stream_chunk_request" -> StreamRequest.Pull.read(in);
      case "stop_stream_request" -> StreamRequest.Stop.read(in);
      case "drop_stream_request" -> StreamRequest.Drop.read(in);
      case "evict_request" -> SpillRequest.Evict.read(in);
      case "load_request" -> SpillRequest.Load.read(in);
      case "unpin_request" -> SpillRequest.Unpin.read(in);
      case "create_disk_buffer_request" -> FileRequest.CreateDiskBuffer.read(in);
      case "make_arena_request" -> FileRequest.MakeArena.read(in);
      case "finalize_arena_request" -> FileRequest.FinalizeArena.read(in);
      case "create_buffer_by_plasma_request" -> PlasmaRequest.Create.read(in);
      case "get_buffers_by_plasma_request" -> PlasmaRequest.Get.read(in);
      case "plasma_seal_request" -> PlasmaRequest.Seal.read(in);
      case "plasma_release_request" -> PlasmaRequest.Release.read(in);
      case "plasma_delete_data_request" -> PlasmaRequest.Delete.read(in);
      case "new_session_request" -> SessionRequest.NewSession.read(in);
      case "delete_session_request" -> new SessionRequest.DeleteSession();
      case "move_buffers_ownership_request" -> SessionRequest.MoveOwnership.read(in);
      case "create_data_request" -> MetaRequest.CreateData.read(in);
      case "create_datas_request" -> MetaRequest.CreateDatas.read(in);
      case "get_data_request" -> MetaRequest.GetData.read(in);
      case "list_data_request" -> MetaRequest.ListData.read(in);
      case "del_data_request" -> MetaRequest.Delete.read(in, false);
      case "del_data_with_feedbacks_request" -> MetaRequest.Delete.read(in, true);
      case "exists_request" -> MetaRequest.Exists.read(in);
      case "persist_request" -> MetaRequest.Persist.read(in);
      case "if_persist_request" -> MetaRequest.IfPersist.read(in);
      case "label_request" -> MetaRequest.Label.read(in);
      case "clear_request" -> new MetaRequest.Clear();
      case "shallow_copy_request" -> MetaRequest.ShallowCopy.read(in);

      case "migrate_object_request" -> MetaRequest.Migrate.read(in);

      case "put_name_request" -> NameRequest.PutName.read(in);
      case "get_name_request" -> NameRequest.GetName.read(in);
      case "list_name_request" -> NameRequest.ListName.read(in);
      case "drop_name_request" -> NameRequest.DropName.read(in);

      case "pergola_get_request" -> BatchRequest.Get.read(in);
      case "pergola_put_request" -> BatchRequest.Put.read(in);
      case "pergola_release_request" -> BatchRequest.Release.read(in);
      case "pergola_connections_request" -> new SessionRequest.Connections();
      case "pergola_begin_request" -> new BuildRequest.Begin();
      case "pergola_commit_request" -> new BuildRequest.Commit();
      case "pergola_rollback_request" -> new BuildRequest.Rollback();

      default -> throw refusal(type);
    };
  }

  private static StoreException refusal(String type) {
    return switch (type) {
      case "release_blobs_with_rdma_request" ->
          new StoreException.Unsupported("this server does not offer '" + type + "'");
      case "create_gpu_buffer_request", "get_gpu_buffers_request" ->
          new StoreException.Invalid("'" + type + "': this server has no GPU memory");
      default -> new StoreException.Invalid("unexpected request type '" + shorten(type) + "'");
    };
  }

  private static String shorten(String type) {
    if (type.length() <= 60) return type;
    return type.substring(0, type.offsetByCodePoints(0, 30)) + "…";
  }
}
