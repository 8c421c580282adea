package org.radbridge.dicom.web;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * Takes the parts of a body. Called in order, never while one of its futures is open; a failed
 * future, like a thrown exception, ends the parsing with that failure.
 */
public interface PartHandler {

    Future<Void> begin(PartHeaders headers);

    /** A piece of the content; the source is paused until the future completes. */
    Future<Void> data(Buffer bytes);

    /** The part is complete. */
    Future<Void> end();
}
