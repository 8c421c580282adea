package org.radbridge.dicom.pdu;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.radbridge.dicom.pdu.UserInformationItem.AsynchronousOperationsWindow;
import org.radbridge.dicom.pdu.UserInformationItem.ImplementationClassUid;
import org.radbridge.dicom.pdu.UserInformationItem.ImplementationVersionName;
import org.radbridge.dicom.pdu.UserInformationItem.MaximumLength;
import org.radbridge.dicom.pdu.UserInformationItem.RoleSelection;
import org.radbridge.dicom.pdu.UserInformationItem.SopClassCommonExtendedNegotiation;
import org.radbridge.dicom.pdu.UserInformationItem.SopClassExtendedNegotiation;
import org.radbridge.dicom.pdu.UserInformationItem.Unknown;
import org.radbridge.dicom.pdu.UserInformationItem.UserIdentityAc;
import org.radbridge.dicom.pdu.UserInformationItem.UserIdentityRq;

/** PDUs written out by hand from the tables of PS3.8 §9.3, and what they say. */
public final class GoldenPdus {

    /** A PDU in bytes and as a record. */
    record Golden(String name, Buffer bytes, Pdu pdu) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final Golden ASSOCIATE_RQ =
            new Golden(
                    "A-ASSOCIATE-RQ with every sub-item",
                    Hex.bytes(
                            """
                            01 00 000001B2                 # A-ASSOCIATE-RQ, 434 bytes
                            0001 0000                      # protocol version 1, reserved
                            'RADBRIDGE       '             # called AE title
                            'CT1             '             # calling AE title
                            0000000000000000 0000000000000000 0000000000000000 0000000000000000
                            10 00 0015                     # application context, 21 bytes
                               '1.2.840.10008.3.1.1.1'
                            20 00 002E                     # presentation context, 46 bytes
                               01 00 00 00                 # id 1, reserved
                               30 00 0011                  # abstract syntax, 17 bytes
                                  '1.2.840.10008.1.1'
                               40 00 0011                  # transfer syntax, 17 bytes
                                  '1.2.840.10008.1.2'
                            20 00 004F                     # presentation context, 79 bytes
                               03 00 00 00                 # id 3, reserved
                               30 00 0019                  # abstract syntax, 25 bytes: CT
                                  '1.2.840.10008.5.1.4.1.1.2'
                               40 00 0013                  # transfer syntax, 19 bytes
                                  '1.2.840.10008.1.2.1'
                               40 00 0013                  # transfer syntax, 19 bytes
                                  '1.2.840.10008.1.2.5'
                            50 00 00CC                     # user information, 204 bytes
                               51 00 0004 00004000         # maximum length 16384
                               52 00 0008 '1.2.3.45'       # implementation class UID
                               53 00 0004 0001 0002        # invoke 1, perform 2
                               54 00 001D                  # role selection, 29 bytes
                                  0019 '1.2.840.10008.5.1.4.1.1.2'
                                  00 01                    # not SCU, SCP
                               55 00 0007 'CTSOFT7'        # implementation version name
                               56 00 001F                  # extended negotiation, 31 bytes
                                  0019 '1.2.840.10008.5.1.4.1.1.2'
                                  02 00 01 00              # level 2, reserved, digital signature 1
                               57 00 0049                  # common extended, version 0, 73 bytes
                                  0019 '1.2.840.10008.5.1.4.1.1.2'
                                  0011 '1.2.840.10008.4.2'
                                  0019                     # related general, 25 bytes
                                     0017 '1.2.840.10008.5.1.4.1.1'
                               58 00 000A                  # user identity, 10 bytes
                                  02 01                    # name and passcode, answer wanted
                                  0002 'me'                # primary field
                                  0002 'pw'                # secondary field
                               7E 00 0002 CAFE             # a sub-item nobody knows
                            """),
                    new AAssociateRq(
                            1,
                            "RADBRIDGE",
                            "CT1",
                            "1.2.840.10008.3.1.1.1",
                            List.of(
                                    new PresentationContextRq(
                                            1, "1.2.840.10008.1.1", List.of("1.2.840.10008.1.2")),
                                    new PresentationContextRq(
                                            3,
                                            "1.2.840.10008.5.1.4.1.1.2",
                                            List.of("1.2.840.10008.1.2.1", "1.2.840.10008.1.2.5"))),
                            UserInformation.of(
                                    new MaximumLength(16384),
                                    new ImplementationClassUid("1.2.3.45"),
                                    new AsynchronousOperationsWindow(1, 2),
                                    new RoleSelection("1.2.840.10008.5.1.4.1.1.2", false, true),
                                    new ImplementationVersionName("CTSOFT7"),
                                    new SopClassExtendedNegotiation(
                                            "1.2.840.10008.5.1.4.1.1.2", Hex.bytes("02000100")),
                                    new SopClassCommonExtendedNegotiation(
                                            0,
                                            "1.2.840.10008.5.1.4.1.1.2",
                                            "1.2.840.10008.4.2",
                                            List.of("1.2.840.10008.5.1.4.1.1")),
                                    new UserIdentityRq(
                                            2, true, Hex.bytes("'me'"), Hex.bytes("'pw'")),
                                    new Unknown(0x7E, Hex.bytes("CAFE")))));

    static final Golden ASSOCIATE_AC =
            new Golden(
                    "A-ASSOCIATE-AC",
                    Hex.bytes(
                            """
                            02 00 000000B1                 # A-ASSOCIATE-AC, 177 bytes
                            0001 0000                      # protocol version 1, reserved
                            'RADBRIDGE       '             # as in the request
                            'CT1             '             # as in the request
                            0000000000000000 0000000000000000 0000000000000000 0000000000000000
                            10 00 0015                     # application context, 21 bytes
                               '1.2.840.10008.3.1.1.1'
                            21 00 0019                     # presentation context, 25 bytes
                               01 00 00 00                 # id 1, accepted
                               40 00 0011 '1.2.840.10008.1.2'
                            21 00 0019                     # presentation context, 25 bytes
                               03 00 04 00                 # id 3, no transfer syntax supported
                               40 00 0011 '1.2.840.10008.1.2'
                            50 00 0016                     # user information, 22 bytes
                               51 00 0004 00000000         # no maximum length
                               52 00 0003 '1.2'            # implementation class UID
                               59 00 0003 0001 AA          # user identity answer, 1 byte
                            """),
                    new AAssociateAc(
                            1,
                            "RADBRIDGE",
                            "CT1",
                            "1.2.840.10008.3.1.1.1",
                            List.of(
                                    new PresentationContextAc(1, 0, "1.2.840.10008.1.2"),
                                    new PresentationContextAc(3, 4, "1.2.840.10008.1.2")),
                            UserInformation.of(
                                    new MaximumLength(0),
                                    new ImplementationClassUid("1.2"),
                                    new UserIdentityAc(Hex.bytes("AA")))));

    static final Golden ASSOCIATE_RJ =
            new Golden(
                    "A-ASSOCIATE-RJ",
                    Hex.bytes(
                            """
                            03 00 00000004                 # A-ASSOCIATE-RJ, 4 bytes
                            00 01 01 03                    # permanent, user, calling AE title
                            """),
                    AAssociateRj.permanent(RejectReason.CALLING_AE_TITLE_NOT_RECOGNIZED));

    static final Golden DATA =
            new Golden(
                    "P-DATA-TF with two PDVs",
                    Hex.bytes(
                            """
                            04 00 00000014                 # P-DATA-TF, 20 bytes
                            00000006 03 03 01020304        # context 3, command, last, 4 bytes
                            00000006 03 00 0A0B0C0D        # context 3, data, more, 4 bytes
                            """),
                    new PDataTf(
                            List.of(
                                    new PresentationDataValue(3, true, true, Hex.bytes("01020304")),
                                    new PresentationDataValue(
                                            3, false, false, Hex.bytes("0A0B0C0D")))));

    static final Golden RELEASE_RQ =
            new Golden("A-RELEASE-RQ", Hex.bytes("05 00 00000004 00000000"), new AReleaseRq());

    static final Golden RELEASE_RP =
            new Golden("A-RELEASE-RP", Hex.bytes("06 00 00000004 00000000"), new AReleaseRp());

    static final Golden ABORT =
            new Golden(
                    "A-ABORT",
                    Hex.bytes(
                            """
                            07 00 00000004                 # A-ABORT, 4 bytes
                            00 00 02 06                    # provider, invalid parameter value
                            """),
                    AAbort.byServiceProvider(AbortReason.INVALID_PDU_PARAMETER_VALUE));

    static final List<Golden> ALL =
            List.of(ASSOCIATE_RQ, ASSOCIATE_AC, ASSOCIATE_RJ, DATA, RELEASE_RQ, RELEASE_RP, ABORT);

    private GoldenPdus() {}

    /** The bytes of each. */
    public static List<byte[]> all() {
        return ALL.stream().map(golden -> golden.bytes().getBytes()).toList();
    }
}
