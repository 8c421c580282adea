package org.radbridge.ingest.priors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.contracts.PriorStudy.Availability;
import org.radbridge.ingest.settings.SettingsException;
import org.radbridge.ingest.settings.SettingsFile;

@Tag("A7")
class CandidateTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final PatientIdentifier PATIENT = new PatientIdentifier("HOSPITAL", "1");
    private static final PriorSettings SHIPPED =
            new SettingsFile<>("priors", Optional.empty(), "priors.yaml", PriorSettingsFile::read)
                    .value();
    private static final Subject CHEST =
            new Subject(
                    "2.25.1",
                    List.of(PATIENT),
                    null,
                    null,
                    DAY,
                    Set.of("DX"),
                    Set.of(BodyRegion.CHEST));

    @ParameterizedTest
    @CsvSource({
        "2026-10-31, CR, CHEST, true",
        "2021-11-01, CR, CHEST, true",
        "2021-10-31, CR, CHEST, false",
        "2026-11-02, CR, CHEST, false",
        "2026-10-31, CT, CHEST, false",
        "2026-10-31, DX, LOWER_EXTREMITY, false",
        "2026-10-31, DX, , true",
        ", DX, CHEST, true"
    })
    void aPriorIsOfAComparableModalityAndTheSameRegionAndNotTooOld(
            @Nullable LocalDate date, String modality, @Nullable BodyRegion region, boolean is) {
        Candidate candidate =
                candidate("2.25.2", date, modality, region == null ? Set.of() : Set.of(region));

        assertThat(candidate.isRelevant(CHEST, SHIPPED)).isEqualTo(is);
    }

    @Test
    void theLatestComeFirstAndEachOnceAsStoredIfItIs() {
        Set<BodyRegion> chest = Set.of(BodyRegion.CHEST);
        Candidate elsewhere = candidate("2.25.3", DAY.minusDays(9), "DX", chest);
        Candidate here =
                new Candidate(
                        "2.25.3",
                        Candidate.INDEX,
                        PATIENT,
                        DAY.minusDays(9),
                        Set.of("DX"),
                        chest,
                        Availability.STORED);

        List<Candidate> best =
                Candidate.best(
                        List.of(
                                elsewhere,
                                candidate("2.25.1", DAY, "DX", chest),
                                candidate("2.25.4", DAY.minusDays(400), "DX", chest),
                                candidate("2.25.5", DAY.minusDays(1), "DX", chest),
                                candidate("2.25.6", DAY.minusDays(800), "DX", chest),
                                here),
                        CHEST,
                        SHIPPED);

        assertThat(best)
                .extracting(Candidate::studyInstanceUid)
                .containsExactly("2.25.5", "2.25.3", "2.25.4");
        assertThat(best.get(1)).isSameAs(here);
        assertThat(here.daysBefore(CHEST)).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "CT Brain w/o contrast, HEAD",
        "CHEST, CHEST",
        "Thorax pa stehend, CHEST",
        "Schädel nativ, HEAD",
        "LSPINE, SPINE",
        "rx de tórax y abdomen, ABDOMEN",
        "KNEE, LOWER_EXTREMITY"
    })
    void aRegionIsRecognisedByItsWords(String text, BodyRegion region) {
        assertThat(BodyRegion.in(text)).contains(region);
        assertThat(BodyRegion.in("unknown protocol 3")).isEmpty();
    }

    @Test
    void theBudgetIsPerUrgencyAndFaultsInTheFileAreNamed() {
        assertThat(SHIPPED.budget(Lane.URGENT)).isZero();
        assertThat(SHIPPED.budget(Lane.ROUTINE)).isEqualTo(Duration.ofSeconds(20));
        for (String fault :
                List.of(
                        "archives: [{name: a}]",
                        "archives: [{name: a, aeTitle: A, dicomWeb: 'http://a'}]",
                        "archives: [{name: index, aeTitle: A}]",
                        "archives: [{name: a, dicomWeb: 'ftp://a'}]",
                        "years: 80",
                        "budget: {urgent: soon}")) {
            assertThatThrownBy(() -> PriorSettingsFile.read("test", fault))
                    .as(fault)
                    .isInstanceOf(SettingsException.class);
        }
    }

    private static Candidate candidate(
            String uid, @Nullable LocalDate date, String modality, Set<BodyRegion> regions) {
        return new Candidate(
                uid, "pacs", PATIENT, date, Set.of(modality), regions, Availability.PENDING);
    }
}
