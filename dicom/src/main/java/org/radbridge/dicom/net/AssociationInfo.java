package org.radbridge.dicom.net;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.radbridge.dicom.association.OperationsWindow;
import org.radbridge.dicom.association.PresentationContexts;

/**
 * An association as a handler or an audit record sees it.
 *
 * @param id of this association in this process, new for each
 * @param remoteHost numeric address of the peer
 * @param tls whether the connection is encrypted
 * @param implementationClassUid what the peer says it is (PS3.7 §D.3.3.2)
 * @param operationsWindow how many operations may be outstanding (PS3.7 §D.3.3.3)
 * @param extendedNegotiation what was agreed beyond the plain SOP class, by SOP class UID: the
 *     acceptor's service class application information (PS3.7 §D.3.3.5)
 * @param userName who the peer's user is, where it said so and was believed (PS3.7 §D.3.3.7)
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
        PresentationContexts presentationContexts,
        OperationsWindow operationsWindow,
        Map<String, Buffer> extendedNegotiation,
        Optional<String> userName) {

    public AssociationInfo {
        extendedNegotiation = Map.copyOf(extendedNegotiation);
    }
}
