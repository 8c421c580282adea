package org.radbridge.ingest.study;

import org.radbridge.ingest.evidence.EvidenceKind;

/** On what evidence a study was closed. */
public enum CloseReason {
    /** Its performed procedure steps are completed, and their instances are here. */
    MPPS("mpps"),
    /** An instance availability notification came, and its instances are here. */
    IAN("ian"),
    /** As many instances are here as the sender announced. */
    COUNT("count"),
    /** The order is completed. */
    HL7_STATUS("hl7-status"),
    /** A caller said that the study is complete. */
    EXPLICIT("explicit"),
    /** No instance came for the quiet period. */
    QUIET_TIMER("quiet-timer"),
    /** The wait for expected instances, or for the end of a procedure step, ended. */
    INCOMPLETE("incomplete"),
    /** All of its procedure steps were discontinued. */
    DISCONTINUED("mpps-discontinued"),
    /** The policy demands evidence, and none came. */
    NO_EVIDENCE("no-evidence"),
    /** An operator had the rules applied again to a closed study. */
    REROUTED("rerouted");

    private final String wireName;

    CloseReason(String wireName) {
        this.wireName = wireName;
    }

    /** The name in events, in the database and over HTTP. */
    public String wireName() {
        return wireName;
    }

    static CloseReason of(EvidenceKind kind) {
        return switch (kind) {
            case MPPS -> MPPS;
            case IAN -> IAN;
            case COUNT -> COUNT;
            case HL7_STATUS -> HL7_STATUS;
        };
    }
}
