package org.radbridge.dicom.net;

/** Takes objects in by C-STORE, PS3.7 §9.1.1 and PS3.4 annex B. */
@FunctionalInterface
public interface CStoreScp {

    /**
     * Begins to receive one object; called on the association's event loop, must not block: what
     * takes time belongs into the futures of the reception.
     *
     * @throws org.radbridge.dicom.dimse.DimseException to refuse with a status of one's own; any
     *     other exception is answered with 0110H, processing failure. The data set is then read and
     *     dropped, and the association goes on
     */
    StoreReception begin(CStoreRequest request, AssociationInfo association);
}
