package org.radbridge.dicom.net;

import java.util.Optional;
import org.radbridge.dicom.pdu.AAssociateRq;

/**
 * Who proposes an association.
 *
 * @param remoteHost numeric address of the peer
 * @param certificateSubject distinguished name in the peer's TLS certificate, when it showed one
 * @param request the whole proposal, for policies that look further
 */
public record Caller(
        String callingAeTitle,
        String calledAeTitle,
        String remoteHost,
        int remotePort,
        boolean tls,
        Optional<String> certificateSubject,
        AAssociateRq request) {}
