package org.radbridge.fhirmapper.registry;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import org.radbridge.fhirmapper.rules.RuleSet;

/** Loads the rules at start: a service whose rules are not valid does not start. */
@Startup
@ApplicationScoped
class RegistryRulesInForce {
    private final RuleSet<RegistryRule> rules;

    RegistryRulesInForce(RegistryConfig config) {
        this.rules = RuleSet.load(config.rules(), "registry rules", RegistryRule.class);
    }

    RuleSet<RegistryRule> rules() {
        return rules;
    }
}
