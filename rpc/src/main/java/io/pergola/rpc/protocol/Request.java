package io.pergola.rpc.protocol;

/// What a client asks for. Each request has one reply, except [SessionRequest.Exit].
public sealed interface Request
    permits SessionRequest,
        BlobRequest,
        RemoteRequest,
        FileRequest,
        SpillRequest,
        StreamRequest,
        PlasmaRequest,
        MetaRequest,
        NameRequest,
        BatchRequest,
        BuildRequest,
        OneId {
  /// The value of the field `type`.
  String type();

  /// Writes all fields but `type`.
  void write(Body out);
}
