package org.radbridge.ingest.keys;

import io.smallrye.mutiny.Uni;

/**
 * The key that protects all others, wherever it is kept. It is asked when the service starts and
 * when keys are rotated, never for an object. All methods fail with a {@link KeyException}, and
 * none blocks its caller for longer than a small file is read.
 */
public interface MasterKey {

    /** Encrypts a wrapping key. The text is opaque, and without line ends. */
    Uni<String> wrap(byte[] key);

    /** Opens what any version of the master key wrapped. */
    Uni<byte[]> unwrap(String wrapped);

    /** The same key, under the newest version of the master key. */
    Uni<String> rewrap(String wrapped);
}
