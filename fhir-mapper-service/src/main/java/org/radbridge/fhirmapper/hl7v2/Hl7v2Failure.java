package org.radbridge.fhirmapper.hl7v2;

import org.radbridge.kit.failure.FailureId;

/** What can go wrong with a message. */
public enum Hl7v2Failure implements FailureId {
    UNREADABLE("hl7v2-unreadable", 422, "This is no HL7 v2 message"),
    CHARACTER_SET("hl7v2-character-set", 422, "The message does not fit its character set"),
    UNKNOWN_SENDER("hl7v2-unknown-sender", 403, "No feed is configured for this sender"),
    UNSUPPORTED("hl7v2-unsupported", 422, "Messages of this kind are not taken"),
    REQUIRED_FIELD("hl7v2-required-field", 422, "The message lacks a field that it needs"),
    INVALID_VALUE("hl7v2-invalid-value", 422, "A field's value is not understood"),
    EARLIER_WAITS("hl7v2-earlier-waits", 503, "An earlier message of the patient is not done"),
    UNREACHABLE("hl7v2-destination-unreachable", 502, "The destination cannot be reached"),
    NO_ANSWER("hl7v2-no-answer", 502, "The destination did not acknowledge in time"),
    REFUSED("hl7v2-refused", 502, "The destination could not process the message"),
    REJECTED("hl7v2-rejected", 502, "The destination rejected the message"),
    FEED_SILENT("hl7v2-feed-silent", 503, "A feed has been silent for longer than it may");

    private final String id;
    private final int status;
    private final String title;

    Hl7v2Failure(String id, int status, String title) {
        this.id = id;
        this.status = status;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
