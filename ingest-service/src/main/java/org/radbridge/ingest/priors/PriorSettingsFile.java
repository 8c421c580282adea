package org.radbridge.ingest.priors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radbridge.ingest.priors.PriorSettings.Archive;
import org.radbridge.ingest.settings.SettingsException;

/** The YAML form of the settings, and its reader. */
final class PriorSettingsFile {
    private static final int MOST_YEARS = 50;
    private static final int MOST_PRIORS = 20;
    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /** The whole file. */
    @RegisterForReflection
    record Content(
            @Nullable Integer years,
            @Nullable Integer most,
            @Nullable Budget budget,
            @Nullable List<List<String>> comparable,
            @Nullable List<Entry> archives) {}

    /** How long a close waits, as written. */
    @RegisterForReflection
    record Budget(@Nullable String urgent, @Nullable String routine) {}

    /** One archive as written. */
    @RegisterForReflection
    record Entry(
            @Nullable String name,
            @Nullable String issuer,
            @Nullable String aeTitle,
            @Nullable URI dicomWeb) {}

    private PriorSettingsFile() {}

    /**
     * Reads settings.
     *
     * @param source how errors call the text: a file name
     * @throws SettingsException when it is not a valid file
     */
    static PriorSettings read(String source, String yaml) {
        Content content;
        try {
            content = YAML.readValue(yaml, Content.class);
        } catch (JsonProcessingException e) {
            throw new SettingsException(source, String.valueOf(e.getOriginalMessage()), e);
        }
        if (content == null) {
            throw new SettingsException(source, "the file is empty");
        }
        List<Entry> entries = content.archives() == null ? List.of() : content.archives();
        List<Archive> archives = entries.stream().map(entry -> archive(source, entry)).toList();
        Set<String> names = new HashSet<>();
        for (Archive archive : archives) {
            if (archive.name().equals(Candidate.INDEX) || !names.add(archive.name())) {
                throw new SettingsException(source, "'" + archive.name() + "' is taken already");
            }
        }
        Budget budget = content.budget();
        return new PriorSettings(
                within(source, "years", content.years(), 5, MOST_YEARS),
                within(source, "most", content.most(), 3, MOST_PRIORS),
                duration(source, "budget.urgent", budget == null ? null : budget.urgent(), "0s"),
                duration(source, "budget.routine", budget == null ? null : budget.routine(), "20s"),
                content.comparable() == null
                        ? List.of()
                        : content.comparable().stream().map(Set::copyOf).toList(),
                archives);
    }

    private static Archive archive(String source, Entry entry) {
        String name = entry.name() == null ? "" : entry.name().strip();
        if (name.isEmpty()) {
            throw new SettingsException(source, "an archive has no name");
        }
        Optional<String> issuer = Optional.ofNullable(entry.issuer());
        if (entry.aeTitle() != null && entry.dicomWeb() == null) {
            return new Archive.Dimse(name, issuer, entry.aeTitle());
        }
        if (entry.dicomWeb() != null && entry.aeTitle() == null) {
            String scheme = entry.dicomWeb().getScheme();
            if (entry.dicomWeb().getHost() != null
                    && ("http".equals(scheme) || "https".equals(scheme))) {
                return new Archive.Web(name, issuer, entry.dicomWeb());
            }
        }
        throw new SettingsException(
                source, "'" + name + "' needs either an aeTitle or a dicomWeb http(s) URL");
    }

    private static int within(
            String source, String name, @Nullable Integer value, int otherwise, int most) {
        int given = value == null ? otherwise : value;
        if (given < 0 || given > most) {
            throw new SettingsException(source, name + " is not 0 to " + most);
        }
        return given;
    }

    private static Duration duration(
            String source, String name, @Nullable String text, String otherwise) {
        String iso = (text == null ? otherwise : text.strip()).toUpperCase(Locale.ROOT);
        try {
            return Duration.parse(iso.startsWith("P") ? iso : "PT" + iso);
        } catch (DateTimeParseException e) {
            throw new SettingsException(source, name + ": '" + text + "' is not a duration", e);
        }
    }
}
