package org.radbridge.ingest.wado;

import java.util.Optional;

/** How frames and objects are answered, for the conformance statement. */
public final class FrameMediaTypes {
    private FrameMediaTypes() {}

    /** The media type of a compressed frame. */
    public static Optional<String> of(String transferSyntaxUid) {
        return FrameTypes.of(transferSyntaxUid);
    }

    /** Whether an object of this transfer syntax is answered in Explicit VR Little Endian too. */
    public static boolean becomesExplicitLittleEndian(String transferSyntaxUid) {
        return Transcoding.canExplain(transferSyntaxUid);
    }
}
