package org.radbridge.rbac.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.AuditEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.AuditRecorded;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.contracts.PatientIdentifier;

@Tag("E5")
class AuditRowTest {
    private static final AuditRecorded ACCESS =
            Accesses.of("ann", Action.READ, new PatientIdentifier("hospital", "4711"));

    @Test
    void textThatMovesFromOneColumnToTheNextChangesTheCanonicalForm() {
        AuditRow one = row("ab", "c");
        AuditRow other = row("a", "bc");
        assertThat(one.canonical()).isNotEqualTo(other.canonical());
    }

    @Test
    void aMissingColumnDiffersFromAnEmptyOne() {
        assertThat(row("a", null).canonical()).isNotEqualTo(row("a", "").canonical());
    }

    @Test
    void theLinkDependsOnPlaceContentAndWhatStandsBefore() {
        String text = row("a", "b").canonical();
        byte[] beginning = HashChain.beginning();
        byte[] first = HashChain.link(beginning, 1, text);
        Set<List<Byte>> hashes = new HashSet<>();
        for (byte[] hash :
                List.of(
                        first,
                        HashChain.link(beginning, 2, text),
                        HashChain.link(first, 1, text),
                        HashChain.link(beginning, 1, text + " "))) {
            hashes.add(boxed(hash));
        }
        assertThat(hashes).hasSize(4);
        assertThat(HashChain.link(beginning, 1, text)).isEqualTo(first);
    }

    @Test
    void anIdThatIsNoUuidGetsTheSameUuidEveryTime() {
        assertThat(AuditRow.id(Accesses.refusedPeer()))
                .isEqualTo(AuditRow.id(Accesses.refusedPeer()));
    }

    @Test
    void systemsAndIssuersAreTheirMutualInverse() {
        for (String issuer : List.of("hospital", "1.2.840.99", "urn:oid:1.2.3", "A B|C", "Ä:1")) {
            String system = IdentifierSystem.of(issuer);
            assertThat(IdentifierSystem.of(IdentifierSystem.issuer(system))).isEqualTo(system);
        }
        assertThat(IdentifierSystem.issuer(IdentifierSystem.of("A B|C"))).isEqualTo("A B|C");
        assertThat(IdentifierSystem.issuer("hospital")).isEqualTo("hospital");
    }

    private static AuditRow row(String resource, @Nullable String id) {
        AuditEvent event = AuditEventMapping.auditEvent(ACCESS);
        AuditRow row = AuditRow.of(ACCESS, event, "{}");
        return new AuditRow(
                row.id(),
                row.recorded(),
                row.service(),
                row.action(),
                row.outcome(),
                row.userId(),
                row.userName(),
                row.patientKey(),
                row.patientSystem(),
                row.patientValue(),
                row.studyUid(),
                resource,
                id,
                row.document());
    }

    private static List<Byte> boxed(byte[] bytes) {
        List<Byte> list = new ArrayList<>();
        for (byte b : bytes) {
            list.add(b);
        }
        return list;
    }
}
