package org.radbridge.ingest.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.dicomweb.TransactionRows;

@Tag("A2")
@Tag("A4")
class ConformanceStatementTest {
    private static final Path PAGE = Path.of("../docs/reference/conformance-statement.md");
    private static final String REWRITE =
            "./mvnw -pl ingest-service -am test -Dtest=ConformanceStatementTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dconformance.write=true";

    @Test
    void theCommittedStatementIsWhatTheCodeSays() throws IOException {
        String page = ConformanceStatement.page();
        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("%s is stale: review and commit what this writes:  %s", PAGE, REWRITE)
                .isEqualTo(page);
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
