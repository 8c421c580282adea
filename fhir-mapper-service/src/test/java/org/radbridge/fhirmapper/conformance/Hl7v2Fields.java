package org.radbridge.fhirmapper.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fields of HL7 v2 that are read and written: the sources say which, and here is what for. A
 * field that one knows and the other does not is a fault.
 */
final class Hl7v2Fields {
    private static final String INBOUND = "hl7v2/inbound/";
    private static final String OUTBOUND = "hl7v2/outbound/";

    private static final Map<String, String> READ =
            Map.ofEntries(
                    Map.entry("MSH-3", "Sending application: which feed it is"),
                    Map.entry("MSH-4", "Sending facility: which feed it is, where that says so"),
                    Map.entry("MSH-7", "When it was recorded, where EVN-2 does not say"),
                    Map.entry("MSH-9", "Message type and event"),
                    Map.entry("MSH-10", "Control id; the same one from the same feed counts once"),
                    Map.entry("MSH-11", "Processing id"),
                    Map.entry("MSH-12", "Version"),
                    Map.entry("MSH-15", "Accept acknowledgement: enhanced mode"),
                    Map.entry("MSH-16", "Application acknowledgement: enhanced mode"),
                    Map.entry("MSH-18", "Character set, of table 0211"),
                    Map.entry("EVN-2", "When it was recorded: older word does not undo newer"),
                    Map.entry("EVN-6", "When it happened: Encounter.period, location"),
                    Map.entry(
                            "PID-3",
                            "Patient.identifier; the first of type MR, PI, PT or none names it"),
                    Map.entry("PID-5", "Patient.name"),
                    Map.entry("PID-7", "Patient.birthDate"),
                    Map.entry("PID-8", "Patient.gender"),
                    Map.entry("PID-11", "Patient.address"),
                    Map.entry("PID-13", "Patient.telecom, at home"),
                    Map.entry("PID-14", "Patient.telecom, at work"),
                    Map.entry("PID-16", "Patient.maritalStatus"),
                    Map.entry("PID-29", "Patient.deceasedDateTime"),
                    Map.entry("PID-30", "Patient.deceasedBoolean"),
                    Map.entry("MRG-1", "The patient that is merged (A40)"),
                    Map.entry("PV1-2", "Encounter.class"),
                    Map.entry("PV1-3", "Encounter.location"),
                    Map.entry("PV1-7", "Encounter.participant, attending"),
                    Map.entry("PV1-19", "Encounter.identifier; without one there is no Encounter"),
                    Map.entry("PV1-44", "Encounter.period.start"),
                    Map.entry("PV1-45", "Encounter.period.end"),
                    Map.entry("ORC-1", "Order control"),
                    Map.entry("ORC-2", "Placer order number: names the ServiceRequest"),
                    Map.entry("ORC-3", "Filler order number: names it where there is no placer's"),
                    Map.entry("ORC-4", "ServiceRequest.requisition"),
                    Map.entry("ORC-5", "Order status, for XO and SC"),
                    Map.entry("ORC-7", "Time and priority, where OBR and TQ1 have none"),
                    Map.entry("ORC-9", "ServiceRequest.authoredOn"),
                    Map.entry("ORC-12", "ServiceRequest.requester"),
                    Map.entry("ORC-16", "ServiceRequest.reasonCode"),
                    Map.entry("OBR-2", "Placer order number, where ORC has none"),
                    Map.entry("OBR-3", "Filler order number, where ORC has none"),
                    Map.entry("OBR-4", "ServiceRequest.code"),
                    Map.entry("OBR-5", "Priority, where nothing else says it"),
                    Map.entry("OBR-16", "ServiceRequest.requester, where ORC has none"),
                    Map.entry("OBR-27", "Priority and time, where TQ1 and OBR-36 have none"),
                    Map.entry("OBR-31", "ServiceRequest.reasonCode"),
                    Map.entry("OBR-36", "ServiceRequest.occurrence"),
                    Map.entry("TQ1-7", "ServiceRequest.occurrence, where OBR-36 has none"),
                    Map.entry("TQ1-9", "ServiceRequest.priority"),
                    Map.entry("IPC-3", "Study Instance UID: an identifier of the ServiceRequest"));

    private static final Map<String, String> WRITTEN =
            Map.ofEntries(
                    Map.entry("MSH-3", "`radbridge.hl7v2.application`"),
                    Map.entry("MSH-4", "`radbridge.hl7v2.facility`"),
                    Map.entry("MSH-5", "The destination's application"),
                    Map.entry("MSH-6", "The destination's facility"),
                    Map.entry("MSH-7", "When the message was made"),
                    Map.entry("MSH-9", "ORU^R01^ORU_R01"),
                    Map.entry("MSH-10", "Control id; kept when the message is sent again"),
                    Map.entry("MSH-11", "P"),
                    Map.entry("MSH-12", "2.5.1"),
                    Map.entry("MSH-15", "AL, in enhanced mode"),
                    Map.entry("MSH-16", "NE, in enhanced mode"),
                    Map.entry("MSH-18", "Character set"),
                    Map.entry("PID-1", "1"),
                    Map.entry("PID-3", "Patient id, assigning authority, MR"),
                    Map.entry("PID-5", "Name"),
                    Map.entry("PID-7", "Date of birth"),
                    Map.entry("PID-8", "Sex"),
                    Map.entry("PV1-1", "1; the segment is sent where a visit is known"),
                    Map.entry("PV1-2", "Patient class"),
                    Map.entry("PV1-19", "Visit number"),
                    Map.entry("ORC-1", "RE"),
                    Map.entry("ORC-2", "Placer order number, where the order is known"),
                    Map.entry(
                            "ORC-3",
                            "Accession number, else filler number, else Study Instance UID"),
                    Map.entry("OBR-1", "1"),
                    Map.entry("OBR-2", "As ORC-2"),
                    Map.entry("OBR-3", "As ORC-3"),
                    Map.entry("OBR-4", "The order's code, else LOINC 18748-4"),
                    Map.entry("OBR-7", "When the study was made"),
                    Map.entry("OBR-18", "Accession number"),
                    Map.entry(
                            "OBR-22", "When the report was signed, else when the models answered"),
                    Map.entry("OBR-24", "RAD"),
                    Map.entry("OBR-25", "P, F, C or X: preliminary, final, amended, withdrawn"),
                    Map.entry("OBR-32", "Who signed"),
                    Map.entry("OBX-1", "Sequence number"),
                    Map.entry("OBX-2", "ST, FT, CWE, NM or ED"),
                    Map.entry("OBX-3", "What is observed: SNOMED CT, RadLex, LOINC, DCM or ours"),
                    Map.entry(
                            "OBX-4",
                            "One sub-id for a finding, its confidence and what was measured of it"),
                    Map.entry("OBX-5", "Value; of the document: PDF in Base64"),
                    Map.entry("OBX-6", "UCUM: 1 of a confidence, mm or mm2 of a measurement"),
                    Map.entry("OBX-7", "The model's threshold, of a confidence"),
                    Map.entry("OBX-8", "AA critical, A other findings that are present, N absent"),
                    Map.entry("OBX-11", "P, F, C or W: of a finding, as its reader decided"),
                    Map.entry("OBX-14", "When the study was made"),
                    Map.entry("OBX-16", "Who decided"),
                    Map.entry(
                            "OBX-17",
                            "AIAST: asserted by artificial intelligence; how it was measured"),
                    Map.entry("OBX-18", "Model, version and its Device UID"),
                    Map.entry("OBX-19", "When it was decided, else when the models answered"));

    private Hl7v2Fields() {}

    /** What is read of ADT, ORM and OMI. */
    static List<List<String>> read() {
        Set<String> fields = new TreeSet<>(ORDER);
        add(fields, "MSH", "hl7v2/acknowledgement/MessageHeader.java", "segment\\.value\\((\\d+)");
        add(fields, "EVN", INBOUND + "MessageReader.java", "evn\\.value\\((\\d+)");
        add(fields, "MRG", INBOUND + "MessageReader.java", "\"MRG\"\\), (\\d+)");
        add(
                fields,
                "PID",
                INBOUND + "PatientSegment.java",
                "(?:said\\(\\s*|pid, |pid\\.(?:repetitions|value|deletes)\\(|telecom\\(patient, )(\\d+)");
        add(
                fields,
                "PV1",
                INBOUND + "VisitSegment.java",
                "(?:pv1\\.(?:repetitions|value|says)|\\btime)\\((\\d+)");
        String orders = INBOUND + "OrderSegments.java";
        add(fields, "ORC", orders, "(?:orc\\.(?:repetitions|value)\\(|\\(orc, |number\\()(\\d+)");
        add(
                fields,
                "OBR",
                orders,
                "(?:segment\\.(?:repetitions|value)\\(|concepts\\(segment, |number\\()(\\d+)");
        add(fields, "TQ1", orders, "tq1\\.value\\((\\d+)");
        add(fields, "IPC", orders, "ipc\\.value\\((\\d+)");
        return described(fields, READ);
    }

    /** What is written into ORU. */
    static List<List<String>> written() {
        Set<String> fields = new TreeSet<>(ORDER);
        String message = OUTBOUND + "OruMessage.java";
        String source = Sources.text(message);
        for (String segment : List.of("msh", "pid", "pv1", "orc", "obr")) {
            String body = method(source, segment);
            numbers(body).forEach(n -> fields.add(segment.toUpperCase(Locale.ROOT) + "-" + n));
        }
        for (String segment : List.of("ORC", "OBR")) {
            numbers(method(source, "numbers")).forEach(n -> fields.add(segment + "-" + n));
        }
        numbers(Sources.text(OUTBOUND + "ResultMessage.java")).forEach(n -> fields.add("OBX-" + n));
        return described(fields, WRITTEN);
    }

    private static final Comparator<String> ORDER =
            Comparator.<String>comparingInt(field ->
                            List.of(
                                            "MSH", "EVN", "PID", "MRG", "PV1", "ORC", "OBR", "TQ1",
                                            "IPC", "OBX")
                                    .indexOf(field.substring(0, 3)))
                    .thenComparing(field -> Integer.valueOf(field.substring(4)));

    private static void add(Set<String> fields, String segment, String file, String pattern) {
        Sources.found(file, pattern).forEach(number -> fields.add(segment + "-" + number));
    }

    private static Stream<String> numbers(String body) {
        return Pattern.compile("(?:field|components|encoded)\\(\\s*(\\d+),")
                .matcher(body)
                .results()
                .map(match -> match.group(1));
    }

    /** From a private method's head to the next one's. */
    private static String method(String source, String name) {
        MatchResult head =
                Pattern.compile("private (?:static )?\\w+ " + name + "\\(")
                        .matcher(source)
                        .results()
                        .findFirst()
                        .orElseThrow();
        int next = source.indexOf("\n    private ", head.end());
        return source.substring(head.start(), next < 0 ? source.length() : next);
    }

    private static List<List<String>> described(Set<String> fields, Map<String, String> meanings) {
        Set<String> unknown = new TreeSet<>(fields);
        unknown.removeAll(meanings.keySet());
        Set<String> unused = new TreeSet<>(meanings.keySet());
        unused.removeAll(fields);
        if (!unknown.isEmpty() || !unused.isEmpty()) {
            throw new IllegalStateException("not described: " + unknown + "; not there: " + unused);
        }
        List<List<String>> rows = new ArrayList<>();
        fields.forEach(field -> rows.add(List.of(field, meanings.get(field))));
        return rows;
    }
}
