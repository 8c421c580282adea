package org.radbridge.dicom.net;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.net.UserAuthenticator.Authentication;
import org.radbridge.dicom.pdu.AAssociateAc;
import org.radbridge.dicom.pdu.AAssociateRj;
import org.radbridge.dicom.pdu.RejectReason;
import org.radbridge.dicom.pdu.UserInformation;
import org.radbridge.dicom.pdu.UserInformationItem;
import org.radbridge.dicom.pdu.UserInformationItem.UserIdentityAc;
import org.radbridge.dicom.pdu.UserInformationItem.UserIdentityRq;

/** Whether a proposal that could be accepted is, once its caller and user have been looked at. */
sealed interface Admission {

    /** The association stands with this answer. */
    record Admitted(AAssociateAc answer, Optional<String> userName) implements Admission {}

    /** There is no association. */
    record Rejected(AAssociateRj answer) implements Admission {}

    /** Asks the policy for the caller, and then the authenticator for the user. */
    static Future<Admission> decide(
            DicomServerServices services, Caller caller, AAssociateAc answer) {
        return services.callerPolicy()
                .decide(caller)
                .compose(decision ->
                        switch (decision) {
                            case CallerDecision.Rejected(AAssociateRj rejection) ->
                                    Future.succeededFuture(new Rejected(rejection));
                            case CallerDecision.Accepted() ->
                                    authenticate(services.authenticator(), caller, answer);
                        });
    }

    private static Future<Admission> authenticate(
            UserAuthenticator authenticator, Caller caller, AAssociateAc answer) {
        Optional<UserIdentityRq> item =
                caller.request().userInformation().first(UserIdentityRq.class);
        return authenticator
                .authenticate(item.flatMap(UserIdentity::of), caller)
                .map(authentication ->
                        switch (authentication) {
                            case Authentication.Anonymous() ->
                                    new Admitted(answer, Optional.empty());
                            case Authentication.Authenticated(var userName, var response) ->
                                    new Admitted(
                                            item.filter(UserIdentityRq::positiveResponseRequested)
                                                    .map(_ ->
                                                            with(
                                                                    answer,
                                                                    new UserIdentityAc(response)))
                                                    .orElse(answer),
                                            Optional.of(userName));
                            case Authentication.Refused() ->
                                    new Rejected(
                                            AAssociateRj.permanent(RejectReason.NO_REASON_GIVEN));
                        });
    }

    private static AAssociateAc with(AAssociateAc answer, UserInformationItem item) {
        List<UserInformationItem> items = new ArrayList<>(answer.userInformation().items());
        items.add(item);
        return new AAssociateAc(
                answer.protocolVersion(),
                answer.calledAeTitle(),
                answer.callingAeTitle(),
                answer.applicationContextName(),
                answer.presentationContexts(),
                new UserInformation(items));
    }
}
