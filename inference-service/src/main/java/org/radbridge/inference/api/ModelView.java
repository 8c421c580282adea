package org.radbridge.inference.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Urgency;
import org.radbridge.inference.card.CardEntry;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.inference.triton.ModelState;
import org.radbridge.inference.triton.ServedModel;

/**
 * A model as an operator sees it.
 *
 * @param name the model's name
 * @param card its card; null when that cannot be read
 * @param servers by host:port what each server that is up makes of it: {@code served}, {@code
 *     refused} or {@code missing}
 * @param problems what keeps it from being used
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record ModelView(
        String name, @Nullable Card card, Map<String, String> servers, List<String> problems) {

    /** The card's facts about use and governance; labels with their thresholds. */
    @RegisterForReflection
    record Card(
            String title,
            String version,
            String deviceUid,
            String manufacturer,
            boolean clinicalUse,
            String intendedUse,
            ModelCard.Governance governance,
            List<String> modalities,
            List<String> bodyParts,
            List<Label> labels) {}

    /** A label, with the site's threshold where it has one. */
    @RegisterForReflection
    record Label(
            String name,
            String display,
            List<CodedConcept> codes,
            double threshold,
            Urgency urgency) {}

    static ModelView of(ServedModel model, Map<String, Double> siteThresholds) {
        Map<String, String> servers = new TreeMap<>();
        model.servers().forEach((server, state) -> servers.put(server, word(state)));
        return new ModelView(
                model.entry().model(),
                switch (model.entry()) {
                    case CardEntry.Readable(ModelCard card) -> card(card, siteThresholds);
                    case CardEntry.Unreadable _ -> null;
                },
                servers,
                model.problems());
    }

    private static String word(ModelState state) {
        return switch (state) {
            case ModelState.Served() -> "served";
            case ModelState.Refused _ -> "refused";
            case ModelState.Missing() -> "missing";
        };
    }

    private static Card card(ModelCard card, Map<String, Double> siteThresholds) {
        return new Card(
                card.title(),
                card.version(),
                card.deviceUid(),
                card.manufacturer(),
                card.clinicalUse(),
                card.intendedUse(),
                card.governance(),
                card.modalities(),
                card.bodyParts(),
                card.labels().stream()
                        .map(label ->
                                new Label(
                                        label.name(),
                                        label.display(),
                                        label.codes(),
                                        siteThresholds.getOrDefault(
                                                label.name(), label.threshold()),
                                        label.urgency()))
                        .toList());
    }
}
