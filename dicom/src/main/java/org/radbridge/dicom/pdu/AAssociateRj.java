package org.radbridge.dicom.pdu;

import java.util.Optional;

/**
 * A-ASSOCIATE-RJ, PS3.8 §9.3.4. The fields are kept as the bytes received, because peers send
 * values that the standard does not list.
 *
 * @param result 1 rejected permanent, 2 rejected transient
 * @param source 1 service user, 2 service provider (ACSE), 3 service provider (presentation)
 * @param reason meaning depends on {@code source}, see {@link RejectReason}
 */
public record AAssociateRj(int result, int source, int reason) implements Pdu {

    public static final int PERMANENT = 1;
    public static final int TRANSIENT = 2;

    /** A rejection that will be repeated however often the peer asks. */
    public static AAssociateRj permanent(RejectReason reason) {
        return new AAssociateRj(PERMANENT, reason.source(), reason.code());
    }

    /** A rejection that may be lifted when the peer asks again later. */
    public static AAssociateRj transientRejection(RejectReason reason) {
        return new AAssociateRj(TRANSIENT, reason.source(), reason.code());
    }

    @Override
    public PduType type() {
        return PduType.A_ASSOCIATE_RJ;
    }

    /** Whether it may be worth asking again. */
    public boolean isTransient() {
        return result == TRANSIENT;
    }

    /** The reason by name; empty when the standard does not list the pair of source and reason. */
    public Optional<RejectReason> rejectReason() {
        return RejectReason.of(source, reason);
    }
}
