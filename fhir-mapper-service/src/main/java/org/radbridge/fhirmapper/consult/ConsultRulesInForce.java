package org.radbridge.fhirmapper.consult;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import org.radbridge.fhirmapper.rules.RuleSet;

/** Loads the rules at start: a service whose rules are not valid does not start. */
@Startup
@ApplicationScoped
class ConsultRulesInForce {
    private final RuleSet<ConsultRule> rules;

    ConsultRulesInForce(ConsultConfig config) {
        this.rules = RuleSet.load(config.rules(), "consult rules", ConsultRule.class);
    }

    RuleSet<ConsultRule> rules() {
        return rules;
    }
}
