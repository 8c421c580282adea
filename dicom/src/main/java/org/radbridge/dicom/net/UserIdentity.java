package org.radbridge.dicom.net;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.radbridge.dicom.pdu.UserInformationItem.UserIdentityRq;

/**
 * Who a requestor's user is, PS3.7 §D.3.3.7 and Table D.3-14. None shows its secret in its text
 * form. A requestor that proposes one wants the positive response, where the type has one.
 */
public sealed interface UserIdentity {

    /** Type 1: a name, believed on trust. */
    record UserName(String name) implements UserIdentity {}

    /** Type 2: a name and a passcode, which travel in clear where there is no TLS. */
    record UserNameAndPasscode(String name, String passcode) implements UserIdentity {
        @Override
        public String toString() {
            return "UserNameAndPasscode[" + name + "]";
        }
    }

    /** Type 3: a Kerberos service ticket. */
    record Kerberos(Buffer serviceTicket) implements UserIdentity {
        @Override
        public String toString() {
            return "Kerberos[]";
        }
    }

    /** Type 4: a SAML assertion. */
    record Saml(Buffer assertion) implements UserIdentity {
        @Override
        public String toString() {
            return "Saml[]";
        }
    }

    /** Type 5: a JSON Web Token. */
    record JsonWebToken(String token) implements UserIdentity {
        @Override
        public String toString() {
            return "JsonWebToken[]";
        }
    }

    /** The identity of an item; empty when the standard does not define its type. */
    static Optional<UserIdentity> of(UserIdentityRq item) {
        return switch (item.identityType()) {
            case 1 -> Optional.of(new UserName(text(item.primaryField())));
            case 2 ->
                    Optional.of(
                            new UserNameAndPasscode(
                                    text(item.primaryField()), text(item.secondaryField())));
            case 3 -> Optional.of(new Kerberos(item.primaryField()));
            case 4 -> Optional.of(new Saml(item.primaryField()));
            case 5 -> Optional.of(new JsonWebToken(text(item.primaryField())));
            default -> Optional.empty();
        };
    }

    /** How it stands on the wire. */
    default UserIdentityRq item() {
        Buffer none = Buffer.buffer();
        return switch (this) {
            case UserName(var name) -> new UserIdentityRq(1, false, bytes(name), none);
            case UserNameAndPasscode(var name, var passcode) ->
                    new UserIdentityRq(2, true, bytes(name), bytes(passcode));
            case Kerberos(var ticket) -> new UserIdentityRq(3, true, ticket, none);
            case Saml(var assertion) -> new UserIdentityRq(4, true, assertion, none);
            case JsonWebToken(var token) -> new UserIdentityRq(5, true, bytes(token), none);
        };
    }

    private static String text(Buffer field) {
        return field.toString(StandardCharsets.UTF_8);
    }

    private static Buffer bytes(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
