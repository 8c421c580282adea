package org.radbridge.fhirmapper.subscription;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.fhirmapper.subscription.Notification.Kind;
import org.radbridge.fhirmapper.subscription.Notification.Told;
import org.radbridge.fhirmapper.subscription.Subscriptions.Event;
import org.radbridge.fhirmapper.subscription.Subscriptions.Standing;

/** Notifications as they are sent, in JSON. */
@ApplicationScoped
class NotificationText {
    private final ComputePool compute;
    private final FhirJson fhirJson;
    private final Notification notification;

    NotificationText(ComputePool compute, FhirJson fhirJson, SiteConfig site) {
        this.compute = compute;
        this.fhirJson = fhirJson;
        this.notification = new Notification(site.base());
    }

    /** One without an event. */
    Uni<String> of(Standing subscription, Kind kind, SubscriptionContent content) {
        return write(subscription, kind, List.of(), content);
    }

    /**
     * One of an event.
     *
     * @param report what may be told of its report
     */
    Uni<String> of(
            Standing subscription,
            Event event,
            StoredResource report,
            SubscriptionContent content) {
        return compute.run(() ->
                        content == SubscriptionContent.FULL_RESOURCE
                                ? new Told(event, Optional.of(fhirJson.read(report.json())))
                                : new Told(event, Optional.empty()))
                .chain(told -> write(subscription, Kind.EVENT, List.of(told), content));
    }

    private Uni<String> write(
            Standing subscription, Kind kind, List<Told> told, SubscriptionContent content) {
        return compute.run(
                () -> fhirJson.write(notification.of(subscription, kind, told, content)));
    }
}
