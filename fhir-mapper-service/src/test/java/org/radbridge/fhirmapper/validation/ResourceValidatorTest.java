package org.radbridge.fhirmapper.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.fhirmapper.compute.ComputePool;
import org.radbridge.fhirmapper.mapping.MappingSettings;
import org.radbridge.fhirmapper.mapping.ResultMapping;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.testing.FhirJudge;
import org.radbridge.fhirmapper.testing.TestResults;
import org.radbridge.fhirmapper.testing.TestStudies;
import org.radbridge.fhirmapper.testing.TestStudies.TestStudy;

@Tag("C7")
class ResourceValidatorTest {
    private static final String PURPLE =
            "{\"resourceType\":\"Patient\",\"gender\":\"purple\",\"shoe\":44,\"birthDate\":\"soon\"}";

    private final Vertx vertx = Vertx.vertx();
    private final ResourceValidator validator =
            new ResourceValidator(
                    new ComputePool(vertx), new JudgedForms(0, 1, new SimpleMeterRegistry()));

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Of which one by one a fresh validator of HAPI's is asked. */
    @Test
    void aValidatorThatIsUsedAgainSaysWhatAFreshOneSays() throws Exception {
        Map<String, Set<String>> expected = new LinkedHashMap<>();
        samples()
                .forEach(json ->
                        expected.put(json, new TreeSet<>(FhirJudge.instance().errors(json))));
        List<Callable<Boolean>> rounds = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<String> shuffled = new ArrayList<>(expected.keySet());
            Collections.shuffle(shuffled, new Random(i));
            rounds.add(() -> {
                for (String json : shuffled) {
                    assertThat(errors(json)).as(json).isEqualTo(expected.get(json));
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> round : threads.invokeAll(rounds)) {
                assertThat(round.get()).isTrue();
            }
        }
    }

    @Test
    void everyFaultIsSaidAtOnce() {
        assertThatThrownBy(() -> validator.check(PURPLE))
                .isInstanceOfSatisfying(
                        InvalidResourceException.class,
                        e ->
                                assertThat(e.issues())
                                        .filteredOn(Issue::refuses)
                                        .hasSizeGreaterThanOrEqualTo(3))
                .hasMessageNotContaining("purple");
    }

    private Set<String> errors(String json) {
        return validator.judge(json, Optional.empty()).stream()
                .filter(Issue::refuses)
                .map(issue -> issue.location() + ": " + issue.text())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> samples() {
        FhirJson fhirJson = new FhirJson();
        TestStudy study = TestStudies.radiograph("P-1");
        MappingSettings settings =
                new MappingSettings("http://localhost:8081/dicom-web", ZoneId.of("UTC"), Map.of());
        List<String> samples = new ArrayList<>();
        new ResultMapping(settings)
                .map(TestResults.critical(study), study.metadata(), TestResults.INFERRED).stream()
                        .map(labelled -> fhirJson.write((Resource) labelled.resource()))
                        .forEach(samples::add);
        samples.add(PURPLE);
        samples.add("{\"resourceType\":\"Observation\",\"status\":\"odd\"}");
        samples.add("{\"resourceType\":\"Encounter\",\"status\":\"planned\",\"subject\":7}");
        samples.add(
                "{\"resourceType\":\"ServiceRequest\",\"subject\":{\"reference\":\"Device/1\"}}");
        return samples;
    }
}
