package org.radbridge.ingest.ae;

import io.smallrye.mutiny.Uni;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.dicom.net.NormalizedScp.Peer;

/** A DIMSE-N service that this application entity performs; a CDI bean. */
public interface NormalizedService {
    /** The SOP class that is served. */
    String sopClassUid();

    /** What callers have to be allowed. */
    Service service();

    /**
     * Performs a request of a caller that is allowed to make it. A failure with a {@link
     * org.radbridge.dicom.dimse.DimseException} is answered with its status, any other with 0110H.
     */
    Uni<NResponse> perform(NRequest request, Peer peer);

    /** An answer that is known at once, and says no more than its status. */
    static Uni<NResponse> answered(DimseStatus status) {
        return Uni.createFrom().item(NResponse.of(status));
    }
}
