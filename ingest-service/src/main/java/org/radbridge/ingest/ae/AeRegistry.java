package org.radbridge.ingest.ae;

import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.radbridge.dicom.net.Caller;
import org.radbridge.dicom.net.CallerDecision;
import org.radbridge.dicom.net.CallerPolicy;
import org.radbridge.ingest.settings.Settings;
import org.radbridge.ingest.settings.SettingsFile;

/** Who may call, and for what. Everybody who is not named is rejected (PS3.8 §9.3.4). */
@Startup
@ApplicationScoped
public class AeRegistry implements CallerPolicy, Settings {
    /** Only the titles of known application entities are remembered. */
    private final ConcurrentHashMap<String, LastContact> contacts = new ConcurrentHashMap<>();

    private final SettingsFile<ApplicationEntities> file;

    AeRegistry(
            AeConfig config,
            @ConfigProperty(name = "radbridge.dimse.callers") Optional<List<String>> callers) {
        List<ApplicationEntity> named =
                callers.orElse(List.of()).stream().map(AeRegistry::caller).toList();
        this.file =
                new SettingsFile<>(
                        "application-entities",
                        config.entities(),
                        "application-entities.yaml",
                        (source, text) -> ApplicationEntitiesFile.read(source, text).and(named));
    }

    /** {@code TITLE}, or {@code TITLE@address}. */
    private static ApplicationEntity caller(String text) {
        String[] parts = text.strip().split("@", 2);
        List<String> addresses = parts.length == 1 ? List.of() : List.of(parts[1].strip());
        return ApplicationEntity.caller(parts[0].strip(), addresses);
    }

    @Override
    public SettingsFile<?> file() {
        return file;
    }

    @Override
    public Future<CallerDecision> decide(Caller caller) {
        Optional<Refusal> refusal = refusal(caller);
        note(caller, refusal);
        return Future.succeededFuture(
                refusal.map(why -> CallerDecision.reject(why.reason()))
                        .orElseGet(CallerDecision::accept));
    }

    /** Why a caller is sent away; empty for one who may come in. */
    public Optional<Refusal> refusal(Caller caller) {
        List<ApplicationEntity> named = file.value().of(caller.callingAeTitle());
        if (named.isEmpty()) {
            return Optional.of(Refusal.TITLE);
        }
        Optional<Refusal> refusal = Optional.empty();
        for (ApplicationEntity entity : named) {
            refusal = entity.refusal(caller);
            if (refusal.isEmpty()) {
                return refusal;
            }
        }
        return refusal;
    }

    private void note(Caller caller, Optional<Refusal> refusal) {
        if (!file.value().of(caller.callingAeTitle()).isEmpty()) {
            contacts.compute(
                    caller.callingAeTitle(),
                    (_, before) -> LastContact.of(before, caller.remoteHost(), refusal));
        }
    }

    /** Whether an application entity that was let in may ask for a service. */
    public boolean may(String callingAeTitle, Service service) {
        return file.value().of(callingAeTitle).stream()
                .anyMatch(entity -> entity.may().contains(service));
    }

    /** Where an application entity is called; empty when it is not known or never called. */
    public Optional<ApplicationEntity> callable(String title) {
        return file.value().callable(title);
    }

    /** The titles of those that are told something. */
    public List<String> toBeTold(Notice notice) {
        return file.value().entities().stream()
                .filter(entity -> entity.tell().contains(notice))
                .map(ApplicationEntity::title)
                .toList();
    }

    boolean isKnown(String title) {
        return !file.value().of(title).isEmpty();
    }

    List<ApplicationEntity> all() {
        return file.value().entities();
    }

    Optional<LastContact> lastContact(String title) {
        return Optional.ofNullable(contacts.get(title));
    }
}
