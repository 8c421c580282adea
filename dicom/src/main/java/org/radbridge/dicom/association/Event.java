package org.radbridge.dicom.association;

import org.radbridge.dicom.pdu.PduType;

/** What can happen to the upper layer protocol machine: the rows of PS3.8 Table 9-10. */
public enum Event {
    EVT1("A-ASSOCIATE request (local user)"),
    EVT2("Transport connection confirmed"),
    EVT3("A-ASSOCIATE-AC received"),
    EVT4("A-ASSOCIATE-RJ received"),
    EVT5("Transport connection indication"),
    EVT6("A-ASSOCIATE-RQ received"),
    EVT7("A-ASSOCIATE response: accept (local user)"),
    EVT8("A-ASSOCIATE response: reject (local user)"),
    EVT9("P-DATA request (local user)"),
    EVT10("P-DATA-TF received"),
    EVT11("A-RELEASE request (local user)"),
    EVT12("A-RELEASE-RQ received"),
    EVT13("A-RELEASE-RP received"),
    EVT14("A-RELEASE response (local user)"),
    EVT15("A-ABORT request (local user)"),
    EVT16("A-ABORT received"),
    EVT17("Transport connection closed"),
    EVT18("ARTIM timer expired"),
    EVT19("Unrecognized or invalid PDU received");

    private final String definition;

    Event(String definition) {
        this.definition = definition;
    }

    /** The event in words. */
    public String definition() {
        return definition;
    }

    /** The event that the arrival of a PDU of this type is. */
    public static Event received(PduType type) {
        return switch (type) {
            case A_ASSOCIATE_RQ -> EVT6;
            case A_ASSOCIATE_AC -> EVT3;
            case A_ASSOCIATE_RJ -> EVT4;
            case P_DATA_TF -> EVT10;
            case A_RELEASE_RQ -> EVT12;
            case A_RELEASE_RP -> EVT13;
            case A_ABORT -> EVT16;
        };
    }
}
