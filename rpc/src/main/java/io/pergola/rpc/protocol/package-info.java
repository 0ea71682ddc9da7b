/// Messages between a store's server and its clients, and their frames.
@NullMarked
package io.pergola.rpc.protocol;

import org.jspecify.annotations.NullMarked;
