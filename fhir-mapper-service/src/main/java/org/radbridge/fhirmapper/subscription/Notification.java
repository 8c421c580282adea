package org.radbridge.fhirmapper.subscription;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.radbridge.fhirmapper.subscription.Subscriptions.Event;
import org.radbridge.fhirmapper.subscription.Subscriptions.Standing;

/**
 * What a subscriber is sent (Subscriptions R5 Backport, R4 notifications): a history Bundle, whose
 * first entry tells how the subscription stands.
 */
public final class Notification {
    private final String base;

    /**
     * @param base this server's address
     */
    public Notification(String base) {
        this.base = base;
    }

    /**
     * What a notification is for.
     *
     * @param code as the guide has it
     */
    public enum Kind {
        HANDSHAKE("handshake"),
        HEARTBEAT("heartbeat"),
        EVENT("event-notification"),
        STATUS("query-status"),
        EVENTS("query-event");

        private final String code;

        Kind(String code) {
            this.code = code;
        }
    }

    /** An event and what may be told of its report. */
    public record Told(Event event, Optional<Resource> report) {}

    /** A notification. */
    public Bundle of(
            Standing subscription, Kind kind, List<Told> events, SubscriptionContent content) {
        Bundle bundle = new Bundle();
        bundle.setType(BundleType.HISTORY);
        bundle.setTimestamp(Date.from(Instant.now()));
        bundle.getMeta().addProfile(Backport.NOTIFICATION);
        String status = base + "/Subscription/" + subscription.id() + "/$status";
        BundleEntryComponent first = bundle.addEntry();
        first.setFullUrl("urn:uuid:" + UUID.randomUUID());
        first.setResource(status(subscription, kind, events, content));
        first.getRequest().setMethod(HTTPVerb.GET).setUrl(status);
        first.getResponse().setStatus("200");
        if (content != SubscriptionContent.EMPTY) {
            events.forEach(told -> entry(bundle.addEntry(), told, content));
        }
        return bundle;
    }

    private void entry(BundleEntryComponent entry, Told told, SubscriptionContent content) {
        String report = base + "/DiagnosticReport/" + told.event().report();
        entry.setFullUrl(report);
        entry.getRequest()
                .setMethod(HTTPVerb.PUT)
                .setUrl("DiagnosticReport/" + told.event().report());
        entry.getResponse().setStatus("200");
        if (content == SubscriptionContent.FULL_RESOURCE) {
            told.report().ifPresent(entry::setResource);
        }
    }

    /** How a subscription stands, as Parameters. */
    public Parameters status(
            Standing subscription, Kind kind, List<Told> events, SubscriptionContent content) {
        Parameters status = new Parameters();
        status.setId(UUID.randomUUID().toString());
        status.getMeta().addProfile(Backport.STATUS);
        status.addParameter()
                .setName("subscription")
                .setValue(new Reference(base + "/Subscription/" + subscription.id()));
        status.addParameter()
                .setName("topic")
                .setValue(new CanonicalType(subscription.topic().url()));
        status.addParameter().setName("status").setValue(new CodeType(subscription.status()));
        status.addParameter().setName("type").setValue(new CodeType(kind.code));
        status.addParameter()
                .setName("events-since-subscription-start")
                .setValue(new StringType(Long.toString(subscription.events())));
        for (Told told : events) {
            ParametersParameterComponent event =
                    status.addParameter().setName("notification-event");
            event.addPart()
                    .setName("event-number")
                    .setValue(new StringType(Long.toString(told.event().number())));
            event.addPart()
                    .setName("timestamp")
                    .setValue(new InstantType(Date.from(told.event().at())));
            if (content != SubscriptionContent.EMPTY) {
                event.addPart()
                        .setName("focus")
                        .setValue(
                                new Reference(base + "/DiagnosticReport/" + told.event().report()));
            }
        }
        return status;
    }
}
