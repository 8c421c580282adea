package org.radbridge.ingest.routing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.RoutedModel;

/**
 * What the rules decided.
 *
 * @param models the chosen models, each once; empty when no rule matched
 * @param lane how urgent the study is before anybody has looked at it
 */
@RegisterForReflection
public record Routing(List<RoutedModel> models, Lane lane) {
    public Routing {
        models = List.copyOf(models);
    }
}
