package org.radbridge.ingest.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.dicomweb.TransactionRows;
import org.radbridge.kit.testing.page.CommittedPage;

@Tag("A2")
@Tag("A4")
class ConformanceStatementTest {
    private static final Path PAGE = Path.of("../docs/reference/conformance-statement.md");

    @Test
    void theCommittedStatementIsWhatTheCodeSays() {
        CommittedPage.isCurrent(PAGE, ConformanceStatement.page(), "ingest-service", getClass());
    }

    @Test
    void everyTransactionOfTheCapabilitiesDescriptionStandsInOneTable() {
        int inTables =
                List.of("Store", "Search", "Retrieve").stream()
                        .mapToInt(action -> TransactionRows.rows(action).size())
                        .sum();

        assertThat(inTables).isEqualTo(TransactionRows.count());
    }

    @Test
    void tablesSayWhatTheStandardNames() {
        assertThat(ConformanceStatement.page())
                .contains("| CTImageStorage | " + Uid.CTImageStorage + " |")
                .contains("| ModalityPerformedProcedureStep | ")
                .contains("| InstanceAvailabilityNotification | ")
                .contains("| StudyRootQueryRetrieveInformationModelFind | ")
                .contains("| Verification | ")
                .contains("| DA | universal, single value, range |")
                .contains("| UI | universal, single value, list of UID |")
                .contains("| storage-full | A700 | FAILURE | A700 | 507 | yes |")
                .contains("| `radbridge.dimse.ae-title` | `RADBRIDGE` | ");
    }
}
