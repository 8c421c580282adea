package org.radbridge.fhirmapper.picture;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.ModelRun;
import org.radbridge.fhirmapper.document.Picture;
import org.radbridge.fhirmapper.mapping.Pictures;
import org.radbridge.fhirmapper.mapping.ResourceIds;

/** The pictures of a result's findings that were made up to now. */
@ApplicationScoped
public class FindingPictures {
    private static final String FIND =
            """
            SELECT id, body ->> 'data' AS data FROM fhir_resource
            WHERE type = 'Binary' AND id = ANY(string_to_array(CAST(?1 AS text), ','))
            """;

    /** Those of the findings of these answers, by their Observations. */
    public Uni<Pictures> of(Mutiny.Session session, InferenceCompleted event) {
        Map<String, String> observations = observations(event);
        if (observations.isEmpty()) {
            return Uni.createFrom().item(Pictures.NONE);
        }
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter(1, observations.keySet().stream().collect(Collectors.joining(",")))
                .getResultList()
                .map(rows -> pictures(rows, observations));
    }

    /** The Observation of each picture that there could be, by the picture's id. */
    private static Map<String, String> observations(InferenceCompleted event) {
        Map<String, String> byPicture = new LinkedHashMap<>();
        String study = event.studyInstanceUid();
        for (ModelRun run : event.runs()) {
            for (Finding finding : run.findings()) {
                if (finding.evidence() != null && finding.evidence().heatMap() != null) {
                    byPicture.put(
                            ResourceIds.picture(study, run, finding.label()),
                            ResourceIds.observation(study, run, finding.label()));
                }
            }
        }
        return byPicture;
    }

    private static Pictures pictures(List<Object[]> rows, Map<String, String> observations) {
        Map<String, Picture> found = new HashMap<>();
        for (Object[] row : rows) {
            String observation = observations.get((String) row[0]);
            if (observation != null) {
                found.put(observation, new Picture(Base64.getDecoder().decode((String) row[1])));
            }
        }
        return new Pictures(found);
    }
}
