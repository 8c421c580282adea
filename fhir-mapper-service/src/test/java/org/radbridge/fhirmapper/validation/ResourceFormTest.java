package org.radbridge.fhirmapper.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.EventJson;
import org.radbridge.fhirmapper.compute.ComputePool;

@Tag("C7")
class ResourceFormTest {
    private static final String OBSERVATION =
            """
            {"resourceType":"Observation","id":"a1","status":"final",
            "identifier":[{"system":"urn:dicom:uid","value":"urn:oid:2.25.1"}],
            "code":{"coding":[{"system":"urn:site","code":"a"}]},
            "subject":{"reference":"Patient/p1","display":"Doe, Jane"},
            "device":{"reference":"Device/d1"},
            "effectivePeriod":{"start":"2026-01-02T10:00:00Z","end":"2026-03-04T11:00:00Z"},
            "valueQuantity":{"value":0.25,"system":"http://unitsofmeasure.org","code":"1"},
            "referenceRange":[{"low":{"value":2.0},"high":{"value":3.5}}]}
            """;

    private static final List<String> SEEDS =
            List.of(
                    OBSERVATION,
                    """
                    {"resourceType":"Patient","id":"p1","active":true,
                    "identifier":[{"use":"official","system":"urn:oid:1.2.3","value":"4711",
                    "period":{"start":"2020-01-01","end":"2021-01-01"}}],
                    "name":[{"family":"Müller","given":["Anna","Eva"],"text":"Anna Müller"}],
                    "telecom":[{"system":"phone","value":"+49 89 1234"}],"gender":"female",
                    "birthDate":"1960-02-29","address":[{"line":["Main St 1"],"city":"Graz",
                    "postalCode":"8010","country":"AT"}],
                    "contact":[{"name":{"family":"Doe"},"period":{"start":"2020-01-01"}}],
                    "link":[{"other":{"reference":"Patient/p2"},"type":"seealso"}]}
                    """,
                    """
                    {"resourceType":"Encounter","id":"e1","status":"in-progress",
                    "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},
                    "identifier":[{"system":"urn:ietf:rfc:3986","value":"urn:uuid:6b3b7a0e-7b9b-4a7e-8a3e-0d3f4f1a2b3c"}],
                    "subject":{"reference":"Patient/p1"},
                    "statusHistory":[{"status":"arrived","period":{"start":"2026-01-02T10:00:00+01:00",
                    "end":"2026-01-02T10:30:00Z"}}],
                    "period":{"start":"2026-01-02","end":"2026-01-02T12:00:00Z"},
                    "length":{"value":2,"unit":"h","system":"http://unitsofmeasure.org","code":"h"}}
                    """,
                    """
                    {"resourceType":"ServiceRequest","id":"s1","status":"active","intent":"order",
                    "contained":[{"resourceType":"Practitioner","id":"c1","name":[{"family":"Roe"}]}],
                    "subject":{"reference":"Patient/p1"},"requester":{"reference":"#c1"},
                    "code":{"coding":[{"system":"http://loinc.org","code":"24627-2"}],"text":"CT"},
                    "occurrenceTiming":{"repeat":{"boundsRange":{"low":{"value":1},"high":{"value":2}},
                    "frequency":1,"period":1.5,"periodUnit":"d"}},
                    "authoredOn":"2026-05-05T05:05:05.123+02:00",
                    "note":[{"authorString":"Roe","time":"2026-05-05","text":"A note"}]}
                    """,
                    """
                    {"resourceType":"DiagnosticReport","id":"r1","status":"final",
                    "code":{"coding":[{"system":"http://loinc.org","code":"18748-4"}]},
                    "subject":{"reference":"urn:uuid:6b3b7a0e-7b9b-4a7e-8a3e-0d3f4f1a2b3c"},
                    "issued":"2026-11-22T08:15:40.250Z","effectiveDateTime":"2026-11-22",
                    "result":[{"reference":"Observation/o1"},{"reference":"Observation/o2"}],
                    "conclusion":"Of a test."}
                    """);

    /** What may stand where text stands: good, odd and wrong. */
    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "x",
                    " x",
                    "x ",
                    "a b",
                    "Doe",
                    "Anna-Eva",
                    "<b>x</b>",
                    "a<b",
                    "&amp;",
                    "a\u0001b",
                    "line\nbreak",
                    "4711",
                    "Patient/p9",
                    "Device/d9",
                    "Observation/o1",
                    "patient/p9",
                    "Patient/ä",
                    "Patient/",
                    "#c1",
                    "#c2",
                    "urn:uuid:x",
                    "urn:uuid:6b3b7a0e-7b9b-4a7e-8a3e-0d3f4f1a2b3d",
                    "urn:oid:2.25.1",
                    "urn:oid:2.25.2",
                    "urn:oid:2.25.01",
                    "urn:oid:9.1",
                    "http://example.org/x",
                    "http://example.org/x y",
                    "2026-01-02",
                    "2026-01-03",
                    "2026-02-30",
                    "1960-02-29",
                    "1961-02-29",
                    "0001-01-01",
                    "2026-01",
                    "2026",
                    "2026-01-02T10:00:00Z",
                    "2026-06-02T10:00:00Z",
                    "2026-01-02T10:00:00+01:00",
                    "2026-01-02T23:30:00-02:00",
                    "2026-01-02T24:00:00Z",
                    "2026-01-02T10:00:00",
                    "2026-01-02T10:00Z",
                    "2026-01-02T10:00:00.5Z",
                    "2026-01-02T10:00:60Z",
                    "active",
                    "final",
                    "male",
                    "h",
                    "d",
                    "en-US");

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "1",
                    "2",
                    "3",
                    "-1",
                    "0.5",
                    "0.25",
                    "1.0",
                    "2.50",
                    "100",
                    "101",
                    "1e3",
                    "1234567890123",
                    "0.1234567890123");

    private final Vertx vertx = Vertx.vertx();
    private final ResourceValidator validator =
            new ResourceValidator(
                    new ComputePool(vertx), new JudgedForms(0, 1, new SimpleMeterRegistry()));

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void valuesOfOneKindMakeOneForm() {
        String other =
                OBSERVATION
                        .replace("\"a1\"", "\"b-2\"")
                        .replace("2.25.1", "2.25.77")
                        .replace("Patient/p1", "Patient/x")
                        .replace("Device/d1", "Device/y")
                        .replace("Doe, Jane", "Roe, Jim")
                        .replace("2026-01-02", "2026-02-03")
                        .replace("0.25", "0.75")
                        .replace("3.5", "4.5");
        assertThat(form(other)).isEqualTo(form(OBSERVATION));
    }

    @ParameterizedTest
    @CsvSource({
        "Patient/p1, Group/p1",
        "Patient/p1, Patient/ä",
        "Patient/p1, https://elsewhere.example/Patient/p1",
        "Device/d1, Patient/p1",
        "2026-03-04, 2025-12-31",
        "2026-03-04, 2026-02-30",
        "T10:00:00Z, T10:00:00",
        "0.25, 1.25",
        "0.25, -0.25",
        "2.0, 4.0",
        "urn:oid:2.25.1, urn:oid:2.25.01",
        "urn:oid:2.25.1, 4711",
        "final, amended",
        "urn:site, urn:other",
        "'Doe, Jane', <b>Jane</b>"
    })
    void whatRulesCanTellApartMakesAnotherForm(String value, String other) {
        assertThat(form(OBSERVATION.replace(value, other))).isNotEqualTo(form(OBSERVATION));
    }

    @Test
    void theOrderOfTwoTimesWithinADayMatters() {
        String within = OBSERVATION.replace("2026-03-04T11", "2026-01-02T11");
        String reversed = OBSERVATION.replace("2026-03-04T11", "2026-01-02T09");
        assertThat(form(within)).isNotEqualTo(form(reversed));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"resourceType\":\"Patient\",\"id\":\"a\",\"id\":\"b\"}'",
        "'{\"resourceType\":\"Patient\"} {}'",
        "'[]'",
        "'{'"
    })
    void whatIsNoPlainObjectHasNoForm(String json) {
        assertThat(ResourceForm.of(json)).isEmpty();
    }

    /** The promise: HL7's validator is asked of thousands that differ in what forms leave out. */
    @Test
    void resourcesOfOneFormAreJudgedAlike() throws Exception {
        Map<ResourceForm, Map<String, Boolean>> judged = new HashMap<>();
        Random random = new Random(20261127);
        for (int round = 0; round < 700; round++) {
            for (String seed : SEEDS) {
                JsonNode changed = changed(EventJson.mapper().readTree(seed), random);
                String json = changed.toString();
                judged.computeIfAbsent(form(json), _ -> new HashMap<>())
                        .computeIfAbsent(json, text -> conforms(text));
            }
        }
        int shared = 0;
        Set<Boolean> verdicts = new HashSet<>();
        for (Map<String, Boolean> alike : judged.values()) {
            assertThat(new HashSet<>(alike.values())).as("%s", alike).hasSize(1);
            if (alike.size() > 1) {
                shared += alike.size();
                verdicts.addAll(alike.values());
            }
        }
        assertThat(shared).isGreaterThan(500);
        assertThat(verdicts).containsExactlyInAnyOrder(true, false);
    }

    private boolean conforms(String json) {
        return validator.judge(json, Optional.empty()).stream().noneMatch(Issue::refuses);
    }

    private static ResourceForm form(String json) {
        return ResourceForm.of(json).orElseThrow();
    }

    private static JsonNode changed(JsonNode resource, Random random) {
        List<JsonPointer> leaves = new ArrayList<>();
        leaves(resource, JsonPointer.empty(), leaves);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            JsonPointer leaf = leaves.get(random.nextInt(leaves.size()));
            JsonNode value = other(resource.at(leaf), random);
            JsonNode owner = resource.at(leaf.head());
            if (owner instanceof ObjectNode object) {
                object.set(leaf.last().getMatchingProperty(), value);
            } else {
                ((ArrayNode) owner).set(leaf.last().getMatchingIndex(), value);
            }
        }
        return resource;
    }

    private static void leaves(JsonNode node, JsonPointer at, List<JsonPointer> leaves) {
        if (node.isObject()) {
            node.properties()
                    .forEach(p -> leaves(p.getValue(), at.appendProperty(p.getKey()), leaves));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves(node.get(i), at.appendIndex(i), leaves);
            }
        } else {
            leaves.add(at);
        }
    }

    /** Half of the time another of the same kind, else anything. */
    private static JsonNode other(JsonNode value, Random random) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (value.isNumber()) {
            return make.numberNode(new BigDecimal(NUMBERS.get(random.nextInt(NUMBERS.size()))));
        }
        if (!value.isTextual()) {
            return value;
        }
        String text = value.asText();
        if (random.nextBoolean()) {
            return make.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
        }
        if (text.matches("\\d{4}-\\d{2}-\\d{2}.*")) {
            return make.textNode(
                    "%s-%02d-%02d%s"
                            .formatted(
                                    text.substring(0, 4),
                                    1 + random.nextInt(12),
                                    1 + random.nextInt(28),
                                    text.substring(10)));
        }
        return make.textNode(
                text.matches("[A-Z][a-z]+/.*")
                        ? text.replaceAll(
                                "/.*", "/" + new UUID(random.nextLong(), random.nextLong()))
                        : text.matches("[A-Za-zü]+")
                                ? text
                                : text.replaceAll("\\d", "" + (1 + random.nextInt(8))));
    }
}
