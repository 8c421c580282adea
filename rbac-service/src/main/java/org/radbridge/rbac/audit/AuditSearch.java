package org.radbridge.rbac.audit;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * A search of the audit repository; null where nothing was asked.
 *
 * @param patientKey opaque key of the patient's identifier, from {@code patient}
 * @param patientSystem identifier system of the patient, or the issuer's own name
 * @param patientValue identifier of the patient
 * @param agent user name or user id
 * @param entity a resource, with or without an id: {@code DiagnosticReport/123}
 * @param study a study UID
 * @param action FHIR action code: C, R, U, D or E
 * @param outcome FHIR outcome code
 * @param span when recorded
 * @param before only records before this place in the chain, for the next page
 * @param count page size
 */
record AuditSearch(
        @Nullable String patientKey,
        @Nullable String patientSystem,
        @Nullable String patientValue,
        @Nullable String agent,
        @Nullable String entity,
        @Nullable String study,
        @Nullable String action,
        @Nullable String outcome,
        RecordedSpan span,
        @Nullable Long before,
        int count) {
    static final String PATIENT_IDENTIFIER = "patient.identifier";
    static final String BEFORE = "_before";
    static final String COUNT = "_count";

    private static final Set<String> KNOWN =
            Set.of(
                    PATIENT_IDENTIFIER,
                    "patient",
                    "agent",
                    "entity",
                    "study",
                    "action",
                    "outcome",
                    "date",
                    BEFORE,
                    COUNT,
                    "_format");
    private static final int STANDARD_COUNT = 50;
    private static final int MOST = 500;
    private static final String PATIENT_TYPE = "Patient/";

    /**
     * Reads the parameters.
     *
     * @throws RadbridgeException {@code invalid-request} naming the parameter
     */
    static AuditSearch of(MultivaluedMap<String, String> parameters) {
        for (String name : parameters.keySet()) {
            if (!KNOWN.contains(name)) {
                throw invalid("there is no search parameter " + name);
            }
            if (parameters.get(name).size() > 1 && !name.equals("date")) {
                throw invalid(name + " stands more than once");
            }
        }
        String identifier = parameters.getFirst(PATIENT_IDENTIFIER);
        int bar = identifier == null ? -1 : identifier.indexOf('|');
        String patient = parameters.getFirst("patient");
        return new AuditSearch(
                patient != null && patient.startsWith(PATIENT_TYPE)
                        ? patient.substring(PATIENT_TYPE.length())
                        : patient,
                identifier == null || bar <= 0 ? null : identifier.substring(0, bar),
                identifier == null ? null : identifier.substring(bar + 1),
                parameters.getFirst("agent"),
                parameters.getFirst("entity"),
                parameters.getFirst("study"),
                parameters.getFirst("action"),
                parameters.getFirst("outcome"),
                RecordedSpan.of(parameters.getOrDefault("date", List.of())),
                number(parameters.getFirst(BEFORE), BEFORE),
                count(parameters.getFirst(COUNT)));
    }

    /** Whether it asks for what names patients, studies or resources. */
    boolean asksForEntities() {
        return patientKey != null || patientValue != null || entity != null || study != null;
    }

    /** The one patient it asks for, if it names issuer and value. */
    Optional<PatientIdentifier> patient() {
        return patientSystem == null || patientValue == null || patientValue.isBlank()
                ? Optional.empty()
                : Optional.of(
                        new PatientIdentifier(
                                IdentifierSystem.issuer(patientSystem), patientValue));
    }

    /**
     * The query of the next page. A patient's identifier has no place in a URL: its opaque key
     * stands for it. Empty when there is no such key, because no issuer was named.
     */
    static Optional<String> next(
            MultivaluedMap<String, String> parameters, AuditSearch search, long before) {
        boolean byIdentifier = parameters.containsKey(PATIENT_IDENTIFIER);
        if (byIdentifier && search.patient().isEmpty()) {
            return Optional.empty();
        }
        String query =
                parameters.entrySet().stream()
                        .filter(e ->
                                !Set.of(PATIENT_IDENTIFIER, BEFORE, COUNT).contains(e.getKey()))
                        .flatMap(e -> e.getValue().stream().map(v -> e.getKey() + "=" + encoded(v)))
                        .collect(Collectors.joining("&"));
        String patient = search.patient().map(p -> "&patient=" + PATIENT_TYPE + p.key()).orElse("");
        return Optional.of(
                (query.isEmpty() ? "" : query + "&")
                        + BEFORE
                        + "="
                        + before
                        + "&"
                        + COUNT
                        + "="
                        + search.count()
                        + patient);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static int count(@Nullable String text) {
        Long number = number(text, COUNT);
        return number == null ? STANDARD_COUNT : Math.clamp(number, 1, MOST);
    }

    private static @Nullable Long number(@Nullable String text, String name) {
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw invalid(name + " is not a number");
        }
    }

    private static RadbridgeException invalid(String detail) {
        return new RadbridgeException(KitFailure.INVALID_REQUEST, detail);
    }
}
