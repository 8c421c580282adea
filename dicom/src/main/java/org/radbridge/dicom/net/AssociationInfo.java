package org.radbridge.dicom.net;

import java.util.Optional;
import java.util.UUID;
import org.radbridge.dicom.association.PresentationContexts;

/**
 * An association as a handler or an audit record sees it.
 *
 * @param id of this association in this process, new for each
 * @param remoteHost numeric address of the peer
 * @param tls whether the connection is encrypted
 * @param implementationClassUid what the peer says it is (PS3.7 §D.3.3.2)
 */
public record AssociationInfo(
        UUID id,
        String callingAeTitle,
        String calledAeTitle,
        String remoteHost,
        int remotePort,
        boolean tls,
        Optional<String> implementationClassUid,
        Optional<String> implementationVersionName,
        PresentationContexts presentationContexts) {}
