package org.radbridge.dicom.net;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.radbridge.dicom.association.OperationsWindow;
import org.radbridge.dicom.association.PresentationContexts;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRq;
import org.radbridge.dicom.pdu.UserInformation;
import org.radbridge.dicom.pdu.UserInformationItem.ImplementationClassUid;
import org.radbridge.dicom.pdu.UserInformationItem.ImplementationVersionName;
import org.radbridge.dicom.pdu.UserInformationItem.SopClassExtendedNegotiation;

/** Describes an association from what was proposed and answered. Pure. */
final class AssociationInfos {

    private AssociationInfos() {}

    /** As the acceptor sees it. */
    static AssociationInfo accepted(Caller caller, AAssociateAc answer, Optional<String> userName) {
        return of(
                caller.request(),
                answer,
                caller.request().userInformation(),
                caller.remoteHost(),
                caller.remotePort(),
                caller.tls(),
                userName);
    }

    /** As the requestor sees it. */
    static AssociationInfo opened(
            AAssociateRq request, AAssociateAc answer, String host, int port, boolean tls) {
        return of(request, answer, answer.userInformation(), host, port, tls, Optional.empty());
    }

    private static AssociationInfo of(
            AAssociateRq request,
            AAssociateAc answer,
            UserInformation peer,
            String host,
            int port,
            boolean tls,
            Optional<String> userName) {
        return new AssociationInfo(
                UUID.randomUUID(),
                request.callingAeTitle(),
                request.calledAeTitle(),
                host,
                port,
                tls,
                peer.first(ImplementationClassUid.class).map(item -> item.uid()),
                peer.first(ImplementationVersionName.class).map(item -> item.name()),
                PresentationContexts.of(request, answer),
                OperationsWindow.of(request.userInformation())
                        .narrowedTo(OperationsWindow.of(answer.userInformation())),
                extended(answer),
                userName);
    }

    private static Map<String, Buffer> extended(AAssociateAc answer) {
        Map<String, Buffer> bySopClass = new HashMap<>();
        answer.userInformation()
                .all(SopClassExtendedNegotiation.class)
                .forEach(item ->
                        bySopClass.put(
                                item.sopClassUid(), item.serviceClassApplicationInformation()));
        return bySopClass;
    }
}
