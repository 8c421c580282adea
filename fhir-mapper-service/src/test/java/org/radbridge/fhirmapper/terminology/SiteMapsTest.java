package org.radbridge.fhirmapper.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.fhirmapper.resource.FhirJson;
import org.radbridge.fhirmapper.terminology.TerminologyFault.Severity;
import org.radbridge.fhirmapper.terminology.audit.AuditReport;
import org.radbridge.fhirmapper.terminology.audit.AuditReport.Verdict;
import org.radbridge.fhirmapper.terminology.audit.Dictionary;
import org.radbridge.fhirmapper.terminology.audit.DictionaryAudit;

class SiteMapsTest {
    private static final String HEADER =
            "source-system,source-code,target-system,target-code,equivalence\n";

    @TempDir Path folder;
    private Path codes;

    @BeforeEach
    void theSitesCodes() throws IOException {
        codes = folder.resolveSibling(folder.getFileName() + "-codes.csv");
        Files.writeString(codes, "code,display\nRX-PTX,Pneumothorax\nRX-BLEED,Any bleed\n");
    }

    @Test
    @Tag("C9")
    void localCodesTranslateBothWays() throws IOException {
        write(
                "site.csv",
                HEADER
                        + "urn:site,RX-PTX,http://snomed.info/sct,36118008,\n"
                        + "urn:site,RX-BLEED,http://snomed.info/sct,1386000,wider\n");
        Terminology terminology = load();

        assertThat(targets(terminology, "urn:site", "RX-PTX", false)).containsExactly("36118008");
        assertThat(targets(terminology, "http://snomed.info/sct", "1386000", true))
                .contains("RX-BLEED", "head_ct_haemorrhage_reference/any");
        assertThat(
                        terminology
                                .translate(
                                        "urn:radbridge:map:site.csv",
                                        "http://snomed.info/sct",
                                        "1386000",
                                        null,
                                        true)
                                .orElseThrow())
                .singleElement()
                .satisfies(
                        m -> assertThat(m.entry().equivalence()).isEqualTo(Equivalence.NARROWER));
        assertThat(
                        targets(
                                terminology,
                                FindingTable.MODEL_LABEL,
                                "chest_radiograph_reference/Edema",
                                false))
                .containsExactlyInAnyOrder("19242006", "RID4866");
        assertThat(terminology.translate("urn:none", "urn:site", "RX-PTX", null, false)).isEmpty();
    }

    @Test
    @Tag("C9")
    void aMapWithACodeThatCannotBeIsLeftAsideAsAWholeAndSaysWhere() throws IOException {
        write(
                "bad.csv",
                HEADER
                        + "urn:site,RX-PTX,http://snomed.info/sct,36118008,\n"
                        + "urn:site,RX-NONE,http://loinc.org,81270-0,\n");
        Terminology terminology = load();

        assertThat(targets(terminology, "urn:site", "RX-PTX", false)).isEmpty();
        assertThat(terminology.faults())
                .filteredOn(f -> f.severity() == Severity.ERROR)
                .extracting(TerminologyFault::text)
                .containsExactlyInAnyOrder(
                        "RX-NONE is not in the site's list of urn:site",
                        "81270-0 fails LOINC's check digit");
    }

    @Test
    @Tag("C9")
    void aFhirConceptMapIsReadAndUnlistedSystemsAreSaidToBe() throws IOException {
        write(
                "map.json",
                """
                {"resourceType":"ConceptMap","url":"https://site.example/map","status":"active",
                 "group":[{"source":"urn:site","target":"http://radlex.org","element":[
                   {"code":"RX-PTX","target":[{"code":"RID5352","equivalence":"equivalent"}]}]}]}
                """);
        Terminology terminology = load();
        assertThat(terminology.sizes()).containsEntry("https://site.example/map", 1);
        assertThat(terminology.faults())
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.severity()).isEqualTo(Severity.WARNING);
                    assertThat(f.text()).contains("http://radlex.org");
                });
    }

    @Test
    @Tag("G3")
    void theAuditTellsWhatResolvesWhatIsAmbiguousAndWhatIsMissing() throws IOException {
        Terminology terminology = load();
        AuditReport report =
                new DictionaryAudit(FindingTable.shipped(), terminology)
                        .examine(
                                Dictionary.ofCsv(
                                        """
                                        code,display,snomed
                                        D1,Air in the chest,36118008
                                        D2,Pleural effusion,
                                        ICH,,
                                        IVH,,
                                        D5,Cardiomegaly,60046008
                                        D6,Fracture,
                                        D7,Broken bone,
                                        D8,Wrong,36118009
                                        """));

        Map<String, AuditReport.Line> lines = new java.util.HashMap<>();
        report.findings().forEach(line -> lines.put(line.finding(), line));
        assertThat(lines.get("pneumothorax").verdict()).isEqualTo(Verdict.RESOLVED);
        assertThat(lines.get("pneumothorax").entries()).containsExactly("D1");
        assertThat(lines.get("intracranial-haemorrhage").verdict()).isEqualTo(Verdict.AMBIGUOUS);
        assertThat(lines.get("intracranial-haemorrhage").why())
                .contains("Intracranial haemorrhage, Intraparenchymal haemorrhage");
        assertThat(lines.get("intraventricular-haemorrhage").why()).contains("abbreviation alone");
        assertThat(lines.get("cardiomegaly").verdict()).isEqualTo(Verdict.AMBIGUOUS);
        assertThat(lines.get("cardiomegaly").why()).contains("the code of Pleural effusion");
        assertThat(lines.get("fracture").entries()).containsExactly("D6", "D7");
        assertThat(lines.get("aortic-dissection").verdict()).isEqualTo(Verdict.MISSING);
        assertThat(report.faults())
                .singleElement()
                .satisfies(f -> assertThat(f.line()).isEqualTo(9));
        assertThat(report.resolved() + report.ambiguous() + report.missing())
                .isEqualTo(FindingTable.shipped().concepts().size());
    }

    @Test
    @Tag("G3")
    void aValueSetIsADictionaryToo() throws IOException {
        Dictionary dictionary =
                Dictionary.ofFhir(
                        new FhirJson(),
                        """
                        {"resourceType":"ValueSet","status":"active","compose":{"include":[
                          {"system":"http://snomed.info/sct","concept":[{"code":"36118008"}]}]}}
                        """);
        AuditReport report =
                new DictionaryAudit(FindingTable.shipped(), load()).examine(dictionary);
        assertThat(report.resolved()).isEqualTo(1);
    }

    private Terminology load() {
        return new Terminology(
                new TerminologyConfig() {
                    @Override
                    public Optional<Path> maps() {
                        return Optional.of(folder);
                    }

                    @Override
                    public Map<String, Path> codeSystems() {
                        return Map.of("urn:site", codes);
                    }
                },
                new FhirJson());
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static List<String> targets(
            Terminology terminology, String system, String code, boolean reverse) {
        return terminology.translate(null, system, code, null, reverse).orElseThrow().stream()
                .map(match -> match.entry().target().code())
                .toList();
    }
}
