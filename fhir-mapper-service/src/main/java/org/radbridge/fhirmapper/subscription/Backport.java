package org.radbridge.fhirmapper.subscription;

/** Names that the Subscriptions R5 Backport guide (1.1) gives to what R4 has no element for. */
final class Backport {
    private static final String BASE =
            "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

    /** On criteria: a search that an event's resource has to meet. */
    static final String FILTER = BASE + "backport-filter-criteria";

    /** On channel.payload: empty, id-only or full-resource. */
    static final String CONTENT = BASE + "backport-payload-content";

    /** On channel: seconds of silence after which a heartbeat is sent. */
    static final String HEARTBEAT = BASE + "backport-heartbeat-period";

    /** Profile of a notification. */
    static final String NOTIFICATION = BASE + "backport-subscription-notification-r4";

    /** Profile of the Parameters that tell how a subscription stands. */
    static final String STATUS = BASE + "backport-subscription-status-r4";

    private Backport() {}
}
