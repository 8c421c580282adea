package org.radbridge.ingest.evidence;

import java.util.Optional;
import java.util.stream.Stream;

/** Where evidence comes from; the order of the constants is the order in which it is believed. */
public enum EvidenceKind {
    /** A Modality Performed Procedure Step (PS3.4 annex F). */
    MPPS("mpps"),
    /** An Instance Availability Notification (PS3.4 annex R). */
    IAN("ian"),
    /** The sender said how many series or instances there are. */
    COUNT("count"),
    /** The order's status, HL7 v2 ORC-5 (table 0038). */
    HL7_STATUS("hl7-status");

    private final String wireName;

    EvidenceKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name in events, in close policies and over HTTP. */
    public String wireName() {
        return wireName;
    }

    /** The kind of this name. */
    public static Optional<EvidenceKind> ofWireName(String name) {
        return Stream.of(values()).filter(kind -> kind.wireName.equals(name)).findFirst();
    }
}
