package org.radbridge.dicom.data;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a data set is encoded (PS3.5 section 10 and annex A).
 *
 * @param uid the transfer syntax UID
 * @param explicitVr whether each element carries its VR
 * @param bigEndian true only for the retired Explicit VR Big Endian
 * @param deflated whether everything after the File Meta Information is a deflate stream (RFC 1951)
 * @param encapsulated whether Pixel Data is a sequence of fragments
 */
public record TransferSyntax(
        String uid, boolean explicitVr, boolean bigEndian, boolean deflated, boolean encapsulated) {

    public static final TransferSyntax IMPLICIT_VR_LITTLE_ENDIAN =
            new TransferSyntax(Uid.ImplicitVRLittleEndian, false, false, false, false);
    public static final TransferSyntax EXPLICIT_VR_LITTLE_ENDIAN =
            new TransferSyntax(Uid.ExplicitVRLittleEndian, true, false, false, false);
    public static final TransferSyntax EXPLICIT_VR_BIG_ENDIAN =
            new TransferSyntax(Uid.ExplicitVRBigEndian, true, true, false, false);
    public static final TransferSyntax DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN =
            new TransferSyntax(Uid.DeflatedExplicitVRLittleEndian, true, false, true, false);

    /** JPIP referenced pixel data: no Pixel Data element at all, the second one deflated. */
    private static final TransferSyntax JPIP_REFERENCED =
            new TransferSyntax(Uid.JPIPReferenced, true, false, false, false);

    private static final TransferSyntax JPIP_REFERENCED_DEFLATE =
            new TransferSyntax(Uid.JPIPReferencedDeflate, true, false, true, false);

    private static final Map<String, TransferSyntax> NOT_ENCAPSULATED =
            Stream.of(
                            IMPLICIT_VR_LITTLE_ENDIAN,
                            EXPLICIT_VR_LITTLE_ENDIAN,
                            EXPLICIT_VR_BIG_ENDIAN,
                            DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                            JPIP_REFERENCED,
                            JPIP_REFERENCED_DEFLATE)
                    .collect(
                            Collectors.toUnmodifiableMap(TransferSyntax::uid, Function.identity()));

    /**
     * The transfer syntax of a UID. Every one that is not named here, registered or private, is
     * read as PS3.5 annex A.4 demands of encapsulated ones: Explicit VR Little Endian with
     * fragments.
     */
    public static TransferSyntax of(String uid) {
        TransferSyntax known = NOT_ENCAPSULATED.get(uid);
        return known == null ? new TransferSyntax(uid, true, false, false, true) : known;
    }

    /** True when PS3.6 registers the UID. */
    public boolean isRegistered() {
        return Uid.keyword(uid).isPresent();
    }
}
