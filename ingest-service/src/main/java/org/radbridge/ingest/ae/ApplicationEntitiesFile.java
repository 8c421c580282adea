package org.radbridge.ingest.ae;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.ae.ApplicationEntity.Peer;
import org.radbridge.ingest.settings.SettingsException;

/** The YAML form of the registry, and its reader. */
final class ApplicationEntitiesFile {
    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /** The whole file. */
    @RegisterForReflection
    record Content(@Nullable List<Entry> entities) {}

    /** One application entity as written. */
    @RegisterForReflection
    record Entry(
            @Nullable String title,
            @Nullable List<String> addresses,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable Boolean tls,
            @Nullable String certificateSubject,
            @Nullable List<String> may,
            @Nullable List<String> tell) {}

    private ApplicationEntitiesFile() {}

    /**
     * Reads a registry.
     *
     * @param source how errors call the text: a file name
     * @throws SettingsException when it is not a valid file
     */
    static ApplicationEntities read(String source, String yaml) {
        List<Entry> entries;
        try {
            Content content = YAML.readValue(yaml, Content.class);
            entries = content == null ? null : content.entities();
        } catch (JsonProcessingException e) {
            throw new SettingsException(source, String.valueOf(e.getOriginalMessage()), e);
        }
        if (entries == null) {
            throw new SettingsException(source, "there is no list 'entities'");
        }
        List<ApplicationEntity> entities =
                entries.stream().map(entry -> entity(source, entry)).toList();
        Set<String> callable = new HashSet<>();
        for (ApplicationEntity entity : entities) {
            if (entity.peer().isPresent() && !callable.add(entity.title())) {
                throw new SettingsException(
                        source, "'" + entity.title() + "' has two hosts to be called at");
            }
        }
        return new ApplicationEntities(entities);
    }

    private static ApplicationEntity entity(String source, Entry entry) {
        String title = entry.title() == null ? "" : entry.title().strip();
        boolean hasHost = entry.host() != null;
        if (hasHost != (entry.port() != null)) {
            throw new SettingsException(source, "'" + title + "': host and port go together");
        }
        try {
            Optional<Peer> peer =
                    entry.host() == null || entry.port() == null
                            ? Optional.empty()
                            : Optional.of(new Peer(entry.host().strip(), entry.port()));
            return new ApplicationEntity(
                    title,
                    entry.addresses() == null ? List.of() : entry.addresses(),
                    peer,
                    Boolean.TRUE.equals(entry.tls()),
                    Optional.ofNullable(entry.certificateSubject()),
                    services(source, title, entry.may()),
                    notices(source, title, entry.tell()));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(source, title + ": " + e.getMessage(), e);
        }
    }

    private static Set<Service> services(
            String source, String title, @Nullable List<String> names) {
        Set<Service> services = EnumSet.noneOf(Service.class);
        if (names != null) {
            for (String name : names) {
                services.add(
                        Service.ofYamlName(name)
                                .orElseThrow(() ->
                                        new SettingsException(
                                                source,
                                                "'%s': '%s' is not one of %s"
                                                        .formatted(title, name, Service.names()))));
            }
        }
        return services;
    }

    private static Set<Notice> notices(String source, String title, @Nullable List<String> names) {
        Set<Notice> notices = EnumSet.noneOf(Notice.class);
        if (names != null) {
            for (String name : names) {
                notices.add(
                        Notice.ofYamlName(name)
                                .orElseThrow(() ->
                                        new SettingsException(
                                                source,
                                                "'%s': '%s' is not one of %s"
                                                        .formatted(title, name, Notice.names()))));
            }
        }
        return notices;
    }
}
