package org.radbridge.fhirmapper.pacs;

import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.fhirmapper.evidence.ObjectKind;
import org.radbridge.fhirmapper.evidence.PlannedObject;
import org.radbridge.fhirmapper.pacs.DestinationConfig.Confirmation;
import org.radbridge.fhirmapper.pacs.DestinationConfig.Protocol;

/**
 * A destination whose configuration is whole.
 *
 * @param name by which operators and the deliveries know it
 * @param config what was configured
 */
public record Destination(String name, DestinationConfig config) {
    /** The name of the PACS whose report is announced. */
    public static final String PRIMARY = "primary";

    /**
     * @throws IllegalArgumentException when it cannot be reached as configured
     */
    public Destination {
        boolean dimse =
                config.protocol() == Protocol.C_STORE
                        || config.confirmation() == Confirmation.STORAGE_COMMITMENT;
        boolean web =
                config.protocol() == Protocol.STOW_RS
                        || config.confirmation() == Confirmation.QIDO_RS;
        boolean dimseKnown =
                config.host().isPresent()
                        && config.port().isPresent()
                        && config.aeTitle().isPresent();
        if (dimse && !dimseKnown) {
            throw new IllegalArgumentException(
                    "radbridge.pacs: " + name + " needs host, port and ae-title");
        }
        if (web && config.url().isEmpty()) {
            throw new IllegalArgumentException("radbridge.pacs: " + name + " needs url");
        }
    }

    public boolean isPrimary() {
        return name.equals(PRIMARY);
    }

    /** Whether its rules name an object's kind. */
    public boolean wants(PlannedObject object) {
        return config.objects().contains(object.kind());
    }

    public boolean wantsReport() {
        return config.objects().contains(ObjectKind.STRUCTURED_REPORT);
    }

    /** An association with it, to be given presentation contexts. */
    AssociationRequest association() {
        AssociationRequest request =
                AssociationRequest.to(
                                config.host().orElseThrow(),
                                config.port().orElseThrow(),
                                config.aeTitle().orElseThrow(),
                                config.callingAeTitle())
                        .withTimeouts(config.timeout(), config.timeout());
        return config.tls().map(tls -> request.withTls(PemFiles.client(tls))).orElse(request);
    }
}
