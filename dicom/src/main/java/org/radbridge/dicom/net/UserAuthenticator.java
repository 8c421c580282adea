package org.radbridge.dicom.net;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** Decides whether a requestor's user is who it says, PS3.7 §D.3.3.7. */
@FunctionalInterface
public interface UserAuthenticator {

    /**
     * Looks at one proposal; called on the association's event loop, must not block. A failed
     * future rejects the association for now: nobody comes in unchecked.
     *
     * @param identity empty when the requestor names nobody, or in a way that the standard does not
     *     define
     */
    Future<Authentication> authenticate(Optional<UserIdentity> identity, Caller caller);

    /** Asks nobody who they are. */
    static UserAuthenticator none() {
        return (_, _) -> Future.succeededFuture(new Authentication.Anonymous());
    }

    /** What an authenticator says. */
    sealed interface Authentication {

        /** The association may stand without a user; nothing is answered. */
        record Anonymous() implements Authentication {}

        /**
         * The user is believed.
         *
         * @param userName under which the association is known from now on
         * @param serverResponse told to a requestor that wants one: a Kerberos server ticket, a
         *     SAML response, otherwise empty
         */
        record Authenticated(String userName, Buffer serverResponse) implements Authentication {
            /** Believed, with nothing to tell. */
            public static Authenticated of(String userName) {
                return new Authenticated(userName, Buffer.buffer());
            }
        }

        /** The user is not believed: the association is rejected for good. */
        record Refused() implements Authentication {}
    }
}
