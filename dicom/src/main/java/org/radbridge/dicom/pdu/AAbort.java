package org.radbridge.dicom.pdu;

/**
 * A-ABORT, PS3.8 §9.3.8. The fields are kept as received.
 *
 * @param source 0 service user, 2 service provider
 * @param reason see {@link AbortReason}; meaningless when the source is the service user
 */
public record AAbort(int source, int reason) implements Pdu {

    public static final int SERVICE_USER = 0;
    public static final int SERVICE_PROVIDER = 2;

    /** The abort that an application asks for. */
    public static AAbort byServiceUser() {
        return new AAbort(SERVICE_USER, 0);
    }

    /** The abort that the upper layer itself starts. */
    public static AAbort byServiceProvider(AbortReason reason) {
        return new AAbort(SERVICE_PROVIDER, reason.code());
    }

    @Override
    public PduType type() {
        return PduType.A_ABORT;
    }
}
