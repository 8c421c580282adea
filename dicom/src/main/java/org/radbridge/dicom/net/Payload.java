package org.radbridge.dicom.net;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** The data set of a message that is sent. */
sealed interface Payload {

    /** There is none. */
    record None() implements Payload {}

    /** It is in memory. */
    record Whole(Buffer dataSet) implements Payload {}

    /** It is read while it is sent. */
    record Stream(ReadStream<Buffer> dataSet) implements Payload {}
}
