package org.radbridge.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What became of a study, read through the doors that clinicians use. */
final class Results {
    private static final String RADIOLOGIST = "radiologist";
    private static final String PRESENT = "52101004";

    private final RunningSuite suite;

    Results(RunningSuite suite) {
        this.suite = suite;
    }

    /** The study's reports, with the observations they name. */
    Answer reportWithObservations(String study) {
        return suite.api()
                .get(
                        suite.fhir(
                                "DiagnosticReport?imagingStudy.identifier="
                                        + Api.encoded("urn:dicom:uid|urn:oid:" + study)
                                        + "&_include=DiagnosticReport:result"
                                        + "&_include=DiagnosticReport:imagingStudy"
                                        + "&_include=DiagnosticReport:subject"),
                        suite.api().userToken(RADIOLOGIST));
    }

    List<JsonNode> reports(String study) {
        return reportWithObservations(study).resources("DiagnosticReport");
    }

    /** The labels that the observations say are present. */
    Set<String> presentLabels(String study) {
        Set<String> labels = new TreeSet<>();
        for (JsonNode observation : reportWithObservations(study).resources("Observation")) {
            boolean present =
                    observation
                            .path("valueCodeableConcept")
                            .findValuesAsText("code")
                            .contains(PRESENT);
            if (present) {
                labels.add(localLabel(observation));
            }
        }
        return labels;
    }

    /** The model's own name of the finding: our code system's code is MODEL/LABEL. */
    static String localLabel(JsonNode observation) {
        for (JsonNode coding : observation.path("code").path("coding")) {
            if (coding.path("system").asText().startsWith("https://radbridge.org/")) {
                String code = coding.path("code").asText();
                return code.substring(code.indexOf('/') + 1);
            }
        }
        throw new AssertionError("no local code in " + observation.path("code"));
    }

    static String urgency(JsonNode report) {
        for (JsonNode extension : report.path("extension")) {
            if (extension.path("url").asText().endsWith("/urgency")) {
                return extension.path("valueCode").asText();
            }
        }
        throw new AssertionError("no urgency in " + report.path("extension"));
    }

    JsonNode timeline(String study) {
        return suite.api()
                .get(
                        suite.ingest("/studies/" + study + "/timeline"),
                        suite.api().userToken(RADIOLOGIST))
                .json();
    }

    /** The steps that the timeline holds. */
    Set<String> steps(String study) {
        Set<String> steps = new TreeSet<>();
        for (JsonNode step : timeline(study).findValues("step")) {
            steps.add(step.asText());
        }
        return steps;
    }

    /** The structured reports of a study that the PACS holds. */
    List<String> structuredReportsInPacs(String study) {
        Answer answer =
                suite.api()
                        .get(
                                suite.pacs(
                                        "/dicom-web/studies/" + study + "/instances?Modality=SR"),
                                null,
                                "application/dicom+json");
        if (answer.status() == 204) {
            return List.of();
        }
        return answer.json().findValues("00080018").stream()
                .map(uid -> uid.path("Value").path(0).asText())
                .toList();
    }

    /** The alerts about a study that the on-call endpoint accepted. */
    JsonNode alerts(String study) {
        return suite.api().get(suite.onCall("/alerts?study=" + study), null).json().path("alerts");
    }

    /** The HL7 v2 results about a study that the EHR took, each once. */
    JsonNode messages(String study) {
        return suite.api().get(suite.ehr("/messages?study=" + study), null).json().path("messages");
    }

    JsonNode escalations(String study) {
        return suite.api()
                .get(
                        suite.escalation("/escalations?study=" + study),
                        suite.api().userToken(RADIOLOGIST))
                .json()
                .path("escalations");
    }
}
