package io.pergola.store;

/// What a store answers to new metadata.
///
/// @param id the object's name
/// @param signature what copies of the object on other instances share with it
/// @param instanceId where it is; −1 if its members are spread over several instances
public record CreatedObject(ObjectId id, long signature, long instanceId) {}
