package org.radbridge.dicom.dimse;

import io.vertx.core.buffer.Buffer;

/** What a PDV adds to the message under way. */
public sealed interface MessagePart {

    /** The command set is complete; {@link DataFragment}s follow when it says so. */
    record Command(int presentationContextId, CommandSet commandSet) implements MessagePart {}

    /** Some bytes of the data set, possibly none; the message ends with {@code last}. */
    record DataFragment(Buffer bytes, boolean last) implements MessagePart {}

    /** A piece of a command set that is not complete yet. */
    record Incomplete() implements MessagePart {}
}
