package org.radbridge.fhirmapper.registry;

import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.radbridge.contracts.CodedConcept;
import org.radbridge.contracts.ModelRun;
import org.radbridge.contracts.Urgency;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.fhirmapper.mapping.DicomValues;
import org.radbridge.fhirmapper.registry.CaseEvidence.CaseFinding;
import org.radbridge.fhirmapper.result.StudyResults.StudyResult;
import org.radbridge.fhirmapper.rules.RuleSet;
import org.radbridge.fhirmapper.rules.StatedFinding;
import org.radbridge.fhirmapper.study.StudyMetadata.Series;

/**
 * Finds what a study's result says for the cases of a site's rules.
 *
 * @param zone in which a result without a study date has its day
 */
record CaseFinder(RuleSet<RegistryRule> rules, ZoneId zone) {
    /** AS (PS3.5 section 6.2): a number of days, weeks, months or years. */
    private static final Pattern AGE = Pattern.compile("(\\d{3})([DWMY])");

    private static final int DAYS_OF_YEAR = 365;
    private static final int WEEKS_OF_YEAR = 52;
    private static final int MONTHS_OF_YEAR = 12;

    /** The evidence by the rule's id; nothing of a rule that does not cover the result. */
    Map<String, CaseEvidence> evidence(StudyResult result) {
        Optional<LocalDate> made = DicomValues.date(result.study().header(), Tag.StudyDate);
        LocalDate day = made.orElseGet(() -> LocalDate.ofInstant(result.issued(), zone));
        Optional<Integer> age = age(result.study().header(), day);
        Optional<StatedFinding> primary = StatedFinding.of(result).stream().findFirst();
        Map<String, CaseEvidence> evidence = new LinkedHashMap<>();
        for (RegistryRule rule : rules.rules()) {
            AgeRange ages = rule.ages();
            MeasurementBound size = rule.measurement();
            List<StatedFinding> covered =
                    rule.covered(result).stream()
                            .filter(stated -> inModality(result, rule, stated.ranked().run()))
                            .filter(stated -> size == null || size.holds(stated.finding()))
                            .toList();
            // Who may be too young or too old is shown to a person, who knows.
            if (!covered.isEmpty() && (ages == null || age.map(ages::holds).orElse(true))) {
                evidence.put(
                        rule.id(),
                        new CaseEvidence(
                                result.event().studyInstanceUid(),
                                day,
                                made.isPresent(),
                                ages == null || age.isPresent(),
                                result.review().status().signed(),
                                primary.filter(covered::contains).isPresent(),
                                mostUrgent(covered),
                                rules.version(),
                                covered.stream().map(CaseFinder::finding).toList()));
            }
        }
        return evidence;
    }

    /** In the series that the model saw; where the archive does not name it, in any. */
    private static boolean inModality(StudyResult result, RegistryRule rule, ModelRun run) {
        Set<String> seen =
                result.study().series().stream()
                        .filter(series -> series.uid().equals(run.seriesInstanceUid()))
                        .map(Series::modality)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        Set<String> all =
                result.study().series().stream()
                        .map(Series::modality)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        return rule.modalities().isEmpty()
                || (seen.isEmpty() ? all : seen).stream().anyMatch(rule.modalities()::contains);
    }

    /** Completed years: from the birth date, else as the modality says. */
    private static Optional<Integer> age(DataSet header, LocalDate day) {
        return DicomValues.date(header, Tag.PatientBirthDate)
                .filter(birth -> !birth.isAfter(day))
                .map(birth -> Period.between(birth, day).getYears())
                .or(() -> header.string(Tag.PatientAge).flatMap(CaseFinder::years));
    }

    private static Optional<Integer> years(String age) {
        Matcher parts = AGE.matcher(age.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(parts.group(1));
        return Optional.of(
                switch (parts.group(2)) {
                    case "D" -> number / DAYS_OF_YEAR;
                    case "W" -> number / WEEKS_OF_YEAR;
                    case "M" -> number / MONTHS_OF_YEAR;
                    default -> number;
                });
    }

    private static Urgency mostUrgent(List<StatedFinding> findings) {
        return findings.stream()
                .map(stated -> stated.finding().urgency())
                .min(Urgency::compareTo)
                .orElse(Urgency.ROUTINE);
    }

    private static CaseFinding finding(StatedFinding stated) {
        ModelRun run = stated.ranked().run();
        return new CaseFinding(
                stated.observation(),
                stated.finding().display(),
                stated.ranked().concept().getCoding().stream()
                        .map(c -> new CodedConcept(c.getSystem(), c.getCode(), c.getDisplay()))
                        .toList(),
                run.deviceUid(),
                run.model() + " " + run.version());
    }
}
