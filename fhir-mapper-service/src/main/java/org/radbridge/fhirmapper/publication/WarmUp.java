package org.radbridge.fhirmapper.publication;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.Finding;
import org.radbridge.contracts.InferenceCompleted;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.mapping.ResultMapping;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.site.SiteConfig;
import org.radbridge.fhirmapper.store.ResourceRows;
import org.radbridge.fhirmapper.study.StudyMetadata;

/**
 * Maps a made-up study at start and throws the result away: HAPI scans its resource classes when it
 * first meets them, which takes a second that the first patient should not wait.
 */
@ApplicationScoped
public class WarmUp {
    private static final String NOBODY = "warm-up";
    private static final String NO_UID = "2.25.0";

    private final ComputePool compute;
    private final FhirJson fhirJson;
    private final ResultMapping mapping;

    public WarmUp(ComputePool compute, FhirJson fhirJson, SiteConfig config) {
        this.compute = compute;
        this.fhirJson = fhirJson;
        this.mapping = new ResultMapping(config.settings());
    }

    void start(@Observes StartupEvent event) {
        compute.run(this::mapped).await().indefinitely();
    }

    private ResourceRows mapped() {
        StudyMetadata study =
                new StudyMetadata(
                        new DataSet(),
                        List.of(
                                new StudyMetadata.Series(
                                        NO_UID, 1, "OT", null, null, null, List.of())));
        return ResourceRows.of(fhirJson, mapping.map(result(), study, Instant.EPOCH));
    }

    private static InferenceCompleted result() {
        Finding finding =
                new Finding(
                        NOBODY,
                        NOBODY,
                        List.of(new CodedConcept(NOBODY, NOBODY, NOBODY)),
                        1,
                        1,
                        true,
                        Urgency.ROUTINE,
                        null,
                        List.of());
        ModelRun run =
                new ModelRun(
                        NOBODY,
                        NOBODY,
                        NOBODY,
                        NO_UID,
                        NOBODY,
                        NOBODY,
                        null,
                        NO_UID,
                        1,
                        List.of(finding),
                        0);
        return new InferenceCompleted(
                NO_UID,
                1,
                new PatientIdentifier(NOBODY, NOBODY),
                NOBODY,
                Lane.ROUTINE,
                Urgency.ROUTINE,
                List.of(run),
                List.of(),
                Map.of());
    }
}
