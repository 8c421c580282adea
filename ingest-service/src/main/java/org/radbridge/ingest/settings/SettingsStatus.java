package org.radbridge.ingest.settings;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of a settings file.
 *
 * @param name how it is called here
 * @param source the file
 * @param sha256 of the text in force
 * @param inForceSince when it was read
 * @param fault why the file as it is now is not in force; null when it is
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SettingsStatus(
        String name, String source, String sha256, Instant inForceSince, @Nullable Fault fault) {

    /** A text that could not be used. */
    @RegisterForReflection
    public record Fault(String failureId, String detail, Instant at) {}
}
