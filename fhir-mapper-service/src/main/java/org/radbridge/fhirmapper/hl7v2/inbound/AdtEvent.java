package org.radbridge.fhirmapper.hl7v2.inbound;

import java.util.Arrays;
import java.util.Optional;

/** The events of patient administration that are taken (section 3.3). */
enum AdtEvent {
    /** Admit. */
    A01,
    /** Transfer. */
    A02,
    /** Discharge. */
    A03,
    /** Register an outpatient. */
    A04,
    /** Pre-admit. */
    A05,
    /** Change an outpatient to an inpatient. */
    A06,
    /** Update. */
    A08,
    /** Cancel admit. */
    A11,
    /** Cancel transfer. */
    A12,
    /** Cancel discharge. */
    A13,
    /** Merge of patients by their identifier lists. */
    A40;

    static Optional<AdtEvent> of(String code) {
        return Arrays.stream(values()).filter(event -> event.name().equals(code)).findFirst();
    }
}
