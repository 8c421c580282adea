/**
 * The envelope around the bytes at rest. Each object is encrypted with a data key of its own; a
 * wrapping key encrypts the data keys; a master key, in a file or in HashiCorp Vault, encrypts the
 * wrapping keys. The index keeps the wrapped data key, never the store: deleting the row makes
 * every copy of the bytes unreadable. Keys are rotated by wrapping again, not by writing again.
 */
@NullMarked
package org.radbridge.ingest.keys;

import org.jspecify.annotations.NullMarked;
