/**
 * Where the bytes of instances lie: encrypted objects behind one interface, durable before anybody
 * hears of success, each with a key of its own (package {@code keys}). The package knows nothing of
 * DICOM; an object is a stream of bytes with an id.
 */
@NullMarked
package org.radbridge.ingest.storage;

import org.jspecify.annotations.NullMarked;
