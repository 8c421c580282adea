package org.radbridge.dicom.net;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.radbridge.dicom.association.SupportedSyntaxes;
import org.radbridge.dicom.association.SyntaxChoice;
import org.radbridge.dicom.data.Uid;

/**
 * The storage SOP classes and transfer syntaxes that a C-STORE SCP takes. Among the transfer
 * syntaxes proposed, the first wins that the peer lists and this knows, but Explicit VR Little
 * Endian goes before Implicit, which loses the VRs of private elements.
 */
public final class StorageSyntaxes implements SupportedSyntaxes {

    private static final String TRANSFER_SYNTAX_ROOT = "1.2.840.10008.1.2";
    private static final String COMPRESSED_ROOT = TRANSFER_SYNTAX_ROOT + ".4.";

    /** Only point to pixels that a JPIP server keeps, so nothing could be stored (PS3.5 §A.6). */
    private static final Set<String> BY_REFERENCE =
            Set.of(
                    COMPRESSED_ROOT + "94",
                    COMPRESSED_ROOT + "95",
                    COMPRESSED_ROOT + "204",
                    COMPRESSED_ROOT + "205");

    private static final Set<String> NATIVE_OR_RLE =
            Set.of(
                    TRANSFER_SYNTAX_ROOT,
                    TRANSFER_SYNTAX_ROOT + ".1",
                    TRANSFER_SYNTAX_ROOT + ".1.98",
                    TRANSFER_SYNTAX_ROOT + ".1.99",
                    TRANSFER_SYNTAX_ROOT + ".2",
                    TRANSFER_SYNTAX_ROOT + ".5");

    private static final StorageSyntaxes ALL = new StorageSyntaxes(Uid.storageSopClasses());

    private final Set<String> sopClasses;

    private StorageSyntaxes(Collection<String> sopClasses) {
        this.sopClasses = Set.copyOf(sopClasses);
    }

    /** Every storage SOP class that PS3.6 registers. */
    public static StorageSyntaxes all() {
        return ALL;
    }

    /** These SOP classes too, for example a vendor's private ones. */
    public StorageSyntaxes with(Collection<String> moreSopClasses) {
        return new StorageSyntaxes(
                Stream.concat(sopClasses.stream(), moreSopClasses.stream()).distinct().toList());
    }

    /** These SOP classes only. */
    public static StorageSyntaxes only(Collection<String> sopClasses) {
        return new StorageSyntaxes(sopClasses);
    }

    @Override
    public SyntaxChoice choose(String abstractSyntax, List<String> transferSyntaxes) {
        if (!sopClasses.contains(abstractSyntax)) {
            return new SyntaxChoice.AbstractSyntaxNotSupported();
        }
        return first(
                transferSyntaxes.stream().filter(StorageSyntaxes::isStorable), transferSyntaxes);
    }

    static SyntaxChoice chooseUncompressed(List<String> transferSyntaxes) {
        return first(
                transferSyntaxes.stream()
                        .filter(uid ->
                                uid.equals(Uid.ImplicitVRLittleEndian)
                                        || uid.equals(Uid.ExplicitVRLittleEndian)),
                transferSyntaxes);
    }

    private static SyntaxChoice first(Stream<String> known, List<String> proposed) {
        return known.findFirst()
                .map(uid ->
                        uid.equals(Uid.ImplicitVRLittleEndian)
                                        && proposed.contains(Uid.ExplicitVRLittleEndian)
                                ? Uid.ExplicitVRLittleEndian
                                : uid)
                .<SyntaxChoice>map(SyntaxChoice.Chosen::new)
                .orElseGet(SyntaxChoice.TransferSyntaxesNotSupported::new);
    }

    private static boolean isStorable(String transferSyntax) {
        return NATIVE_OR_RLE.contains(transferSyntax)
                || (transferSyntax.startsWith(COMPRESSED_ROOT)
                        && !BY_REFERENCE.contains(transferSyntax));
    }
}
