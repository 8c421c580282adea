package org.radbridge.fhirmapper.subscription;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelComponent;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * What a Subscription asks for.
 *
 * @param on false when it is off
 * @param filters searches of DiagnosticReport, {@code name=value&name=value}, all of which an
 *     event's report has to meet
 * @param endpoint where a rest-hook is; a websocket has none
 * @param headers {@code Name: value}, for a rest-hook
 * @param heartbeat seconds of silence after which a heartbeat is sent
 * @param end when it ends by itself
 */
record Asked(
        boolean on,
        SubscriptionTopic topic,
        List<String> filters,
        SubscriptionChannel channel,
        Optional<URI> endpoint,
        List<String> headers,
        SubscriptionContent content,
        Optional<Integer> heartbeat,
        Optional<Instant> end) {
    private static final String OF_REPORTS = "DiagnosticReport?";
    private static final String JSON = "application/fhir+json";

    /**
     * Reads it.
     *
     * @throws RadbridgeException one of {@link SubscriptionFailure}
     */
    static Asked of(Subscription subscription) {
        SubscriptionTopic topic =
                SubscriptionTopic.of(String.valueOf(subscription.getCriteria()))
                        .orElseThrow(() ->
                                new RadbridgeException(
                                        SubscriptionFailure.UNKNOWN_TOPIC,
                                        "such as " + SubscriptionTopic.REPORT_FINAL.url()));
        SubscriptionChannelComponent channel = subscription.getChannel();
        SubscriptionChannel way = channel(channel);
        String payload = channel.getPayload();
        if (payload != null && !payload.equals(JSON)) {
            throw unsupported("the payload is " + JSON);
        }
        return new Asked(
                subscription.getStatus() != SubscriptionStatus.OFF,
                topic,
                filters(subscription),
                way,
                way == SubscriptionChannel.REST_HOOK
                        ? Optional.of(endpoint(channel.getEndpoint()))
                        : Optional.empty(),
                channel.getHeader().stream().map(StringType::getValue).map(Asked::header).toList(),
                content(channel),
                heartbeat(channel),
                Optional.ofNullable(subscription.getEnd()).map(Date::toInstant));
    }

    private static SubscriptionChannel channel(SubscriptionChannelComponent channel) {
        if (channel.getType() == SubscriptionChannelType.RESTHOOK) {
            return SubscriptionChannel.REST_HOOK;
        }
        if (channel.getType() != SubscriptionChannelType.WEBSOCKET) {
            throw unsupported("the channel is rest-hook or websocket");
        }
        if (channel.hasEndpoint() || channel.hasHeader()) {
            throw unsupported("a websocket has no endpoint and no headers");
        }
        return SubscriptionChannel.WEBSOCKET;
    }

    private static List<String> filters(Subscription subscription) {
        List<String> filters = new ArrayList<>();
        for (Extension extension :
                subscription.getCriteriaElement().getExtensionsByUrl(Backport.FILTER)) {
            String filter = extension.getValue().primitiveValue();
            if (!filter.startsWith(OF_REPORTS)) {
                throw new RadbridgeException(
                        SubscriptionFailure.FILTER, "it begins with " + OF_REPORTS);
            }
            filters.add(filter.substring(OF_REPORTS.length()));
        }
        return filters;
    }

    private static SubscriptionContent content(SubscriptionChannelComponent channel) {
        Extension content = channel.getPayloadElement().getExtensionByUrl(Backport.CONTENT);
        if (content == null) {
            return channel.hasPayload() ? SubscriptionContent.ID_ONLY : SubscriptionContent.EMPTY;
        }
        return SubscriptionContent.of(content.getValue().primitiveValue());
    }

    private static Optional<Integer> heartbeat(SubscriptionChannelComponent channel) {
        Extension heartbeat = channel.getExtensionByUrl(Backport.HEARTBEAT);
        if (heartbeat == null) {
            return Optional.empty();
        }
        String seconds = heartbeat.getValue().primitiveValue();
        if (!seconds.matches("[1-9]\\d{0,6}")) {
            throw unsupported("a heartbeat period is a number of seconds, from 1");
        }
        return Optional.of(Integer.valueOf(seconds));
    }

    private static URI endpoint(String endpoint) {
        try {
            return URI.create(String.valueOf(endpoint));
        } catch (IllegalArgumentException _) {
            throw new RadbridgeException(SubscriptionFailure.ENDPOINT, "it is no URL");
        }
    }

    private static String header(String header) {
        if (!header.matches("[A-Za-z0-9-]{1,64}: ?[\\x20-\\x7e]{0,4000}")) {
            throw unsupported("a header is Name: value");
        }
        return header;
    }

    private static RadbridgeException unsupported(String detail) {
        return new RadbridgeException(SubscriptionFailure.UNSUPPORTED, detail);
    }
}
