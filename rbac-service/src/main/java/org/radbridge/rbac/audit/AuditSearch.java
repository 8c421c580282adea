package org.radbridge.rbac.audit;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.KitFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * A search of the audit repository; null where nothing was asked.
 *
 * @param patientSystem identifier system of the patient
 * @param patientValue identifier of the patient
 * @param agent user name
 * @param action FHIR action code: C, R, U, D or E
 * @param outcome FHIR outcome code
 * @param from recorded at or after
 * @param until recorded before
 * @param before only records before this place in the chain, for the next page
 * @param count page size
 */
record AuditSearch(
        @Nullable String patientSystem,
        @Nullable String patientValue,
        @Nullable String agent,
        @Nullable String action,
        @Nullable String outcome,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Long before,
        int count) {
    private static final Set<String> KNOWN =
            Set.of("patient.identifier", "agent", "action", "outcome", "date", "_before", "_count");
    private static final int STANDARD_COUNT = 50;
    private static final int MOST = 500;

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
        }
        String identifier = parameters.getFirst("patient.identifier");
        Map.Entry<Instant, Instant> span = span(parameters.getOrDefault("date", List.of()));
        return new AuditSearch(
                identifier == null ? null : system(identifier),
                identifier == null ? null : identifier.substring(identifier.indexOf('|') + 1),
                parameters.getFirst("agent"),
                parameters.getFirst("action"),
                parameters.getFirst("outcome"),
                span.getKey().equals(Instant.MIN) ? null : span.getKey(),
                span.getValue().equals(Instant.MAX) ? null : span.getValue(),
                number(parameters.getFirst("_before"), "_before"),
                count(parameters.getFirst("_count")));
    }

    private static @Nullable String system(String identifier) {
        int bar = identifier.indexOf('|');
        return bar < 0 ? null : identifier.substring(0, bar);
    }

    private static Map.Entry<Instant, Instant> span(List<String> dates) {
        Instant from = Instant.MIN;
        Instant until = Instant.MAX;
        for (String date : dates) {
            String prefix = date.length() > 2 ? date.substring(0, 2) : "";
            String value = prefix.matches("[a-z]{2}") ? date.substring(2) : date;
            Instant begin = begin(value);
            Instant end = value.length() == 10 ? begin.plusSeconds(86_400) : begin.plusMillis(1);
            switch (prefix) {
                case "ge" -> from = begin;
                case "gt" -> from = end;
                case "le" -> until = end;
                case "lt" -> until = begin;
                default -> {
                    if (prefix.matches("[a-z]{2}") && !prefix.equals("eq")) {
                        throw invalid("date: the prefix " + prefix + " is not supported");
                    }
                    from = begin;
                    until = end;
                }
            }
        }
        return Map.entry(from, until);
    }

    private static Instant begin(String value) {
        try {
            return value.length() == 10
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw invalid("date: " + value + " is neither a day nor an instant");
        }
    }

    private static int count(@Nullable String text) {
        Long number = number(text, "_count");
        return number == null ? STANDARD_COUNT : (int) Math.clamp(number, 1, MOST);
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
