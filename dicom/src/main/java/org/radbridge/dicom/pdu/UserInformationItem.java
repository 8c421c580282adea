package org.radbridge.dicom.pdu;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/** A sub-item of the user information item: PS3.8 annex D.1 and PS3.7 annex D.3.3. */
public sealed interface UserInformationItem {

    /** The code of the sub-item, its first byte on the wire. */
    int itemType();

    /** 51H, PS3.8 §D.1: the longest P-DATA-TF variable field received, in bytes; 0 is no limit. */
    record MaximumLength(long bytes) implements UserInformationItem {
        static final int TYPE = 0x51;

        @Override
        public int itemType() {
            return TYPE;
        }
    }

    /** 52H, PS3.7 §D.3.3.2.1: which implementation speaks. */
    record ImplementationClassUid(String uid) implements UserInformationItem {
        static final int TYPE = 0x52;

        @Override
        public int itemType() {
            return TYPE;
        }
    }

    /** 53H, PS3.7 §D.3.3.3: operations that may be outstanding at once; 0 is no limit. */
    record AsynchronousOperationsWindow(int maximumInvoked, int maximumPerformed)
            implements UserInformationItem {
        static final int TYPE = 0x53;

        @Override
        public int itemType() {
            return TYPE;
        }
    }

    /** 54H, PS3.7 §D.3.3.4: the roles that the requestor would take for one SOP class. */
    record RoleSelection(String sopClassUid, boolean scu, boolean scp)
            implements UserInformationItem {
        static final int TYPE = 0x54;

        @Override
        public int itemType() {
            return TYPE;
        }
    }

    /** 55H, PS3.7 §D.3.3.2.3: at most 16 characters. */
    record ImplementationVersionName(String name) implements UserInformationItem {
        static final int TYPE = 0x55;

        @Override
        public int itemType() {
            return TYPE;
        }
    }

    /** 56H, PS3.7 §D.3.3.5: bytes whose meaning the service class defines. */
    record SopClassExtendedNegotiation(
            String sopClassUid, Buffer serviceClassApplicationInformation)
            implements UserInformationItem {
        static final int TYPE = 0x56;

        @Override
        public int itemType() {
            return TYPE;
        }
    }

    /** 57H, PS3.7 §D.3.3.6: which service class a SOP class belongs to and what it resembles. */
    record SopClassCommonExtendedNegotiation(
            int version,
            String sopClassUid,
            String serviceClassUid,
            List<String> relatedGeneralSopClassUids)
            implements UserInformationItem {
        static final int TYPE = 0x57;

        public SopClassCommonExtendedNegotiation {
            relatedGeneralSopClassUids = List.copyOf(relatedGeneralSopClassUids);
        }

        @Override
        public int itemType() {
            return TYPE;
        }
    }

    /**
     * 58H, PS3.7 §D.3.3.7.1: who the user is. Its fields may be secrets: {@code toString} hides
     * them.
     *
     * @param identityType 1 user name, 2 user name and passcode, 3 Kerberos, 4 SAML, 5 JWT
     * @param secondaryField the passcode, empty for other types
     */
    record UserIdentityRq(
            int identityType,
            boolean positiveResponseRequested,
            Buffer primaryField,
            Buffer secondaryField)
            implements UserInformationItem {
        static final int TYPE = 0x58;

        @Override
        public int itemType() {
            return TYPE;
        }

        @Override
        public String toString() {
            return "UserIdentityRq[identityType=" + identityType + "]";
        }
    }

    /** 59H, PS3.7 §D.3.3.7.2: the acceptor's answer; hidden by {@code toString}. */
    record UserIdentityAc(Buffer serverResponse) implements UserInformationItem {
        static final int TYPE = 0x59;

        @Override
        public int itemType() {
            return TYPE;
        }

        @Override
        public String toString() {
            return "UserIdentityAc[]";
        }
    }

    /** A sub-item that this toolkit does not know; to be ignored (PS3.8 §9.3.1). */
    record Unknown(int itemType, Buffer content) implements UserInformationItem {}
}
