package org.radbridge.fhirmapper.consult;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads the rules at start: a service whose rules are not valid does not start. */
@Startup
@ApplicationScoped
class ConsultRulesInForce {
    private final ConsultRules rules;

    ConsultRulesInForce(ConsultConfig config) {
        this.rules = config.rules().map(ConsultRulesInForce::load).orElse(ConsultRules.NONE);
    }

    ConsultRules rules() {
        return rules;
    }

    private static ConsultRules load(Path file) {
        try {
            return ConsultRules.read(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the consult rules " + file, e);
        }
    }
}
