package org.radbridge.dicom.pdu;

/**
 * How long an incoming PDU may say it is, in bytes of its variable field.
 *
 * @param maximumDataLength for P-DATA-TF: the maximum length told to the peer (PS3.8 §D.1)
 * @param maximumAssociateLength for A-ASSOCIATE-RQ and -AC, which the standard does not bound; 128
 *     contexts with every transfer syntax there is need about half a mebibyte
 */
public record PduLimits(int maximumDataLength, int maximumAssociateLength) {

    /** An A-ASSOCIATE with more than this is no honest proposal. */
    public static final int DEFAULT_ASSOCIATE_LENGTH = 1 << 20;

    /** A-ASSOCIATE-RJ, A-RELEASE-RQ, A-RELEASE-RP and A-ABORT are exactly this long. */
    static final int SHORT_PDU_LENGTH = 4;

    public PduLimits {
        if (maximumDataLength <= PresentationDataValue.OVERHEAD || maximumAssociateLength <= 68) {
            throw new IllegalArgumentException("limits too small for any PDU");
        }
    }

    /** The given limit for data and the usual one for association requests. */
    public static PduLimits ofData(int maximumDataLength) {
        return new PduLimits(maximumDataLength, DEFAULT_ASSOCIATE_LENGTH);
    }

    void check(PduType type, long length) throws PduException {
        boolean fits =
                switch (type) {
                    case A_ASSOCIATE_RQ, A_ASSOCIATE_AC -> length <= maximumAssociateLength;
                    case P_DATA_TF -> length <= maximumDataLength;
                    case A_ASSOCIATE_RJ, A_RELEASE_RQ, A_RELEASE_RP, A_ABORT ->
                            length == SHORT_PDU_LENGTH;
                };
        if (!fits) {
            throw new PduException(
                    AbortReason.INVALID_PDU_PARAMETER_VALUE,
                    type + " says it is " + length + " bytes long");
        }
    }
}
