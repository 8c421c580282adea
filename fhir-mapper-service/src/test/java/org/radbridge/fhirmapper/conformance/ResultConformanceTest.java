package org.radbridge.fhirmapper.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.Uid;
import org.radbridge.kit.testing.page.CommittedPage;
import org.radbridge.kit.testing.page.ReferencePage;

@Tag("C3")
@Tag("C4")
class ResultConformanceTest {
    private static final Path PAGE = Path.of("../docs/reference/results-conformance-statement.md");

    @Test
    void theCommittedStatementIsWhatTheCodeSays() {
        CommittedPage.isCurrent(PAGE, page(), "fhir-mapper-service", getClass());
    }

    @Test
    void tablesSayWhatTheStandardsName() {
        assertThat(page())
                .contains(
                        "| `structured-report` | Comprehensive3DSRStorage | "
                                + Uid.Comprehensive3DSRStorage
                                + " | 9900 |")
                .contains("| StorageCommitmentPushModel | " + Uid.StorageCommitmentPushModel + " |")
                .contains("| PUT | `/dicom-web/workitems/{uid}/state` |")
                .contains("| A40 | Merge of patients")
                .contains("| NW |")
                .contains("| OBX-11 | ")
                .contains("| Subscription | `$status`, `$events`, `$get-ws-binding-token` |")
                .contains("| `radbridge.pacs.destinations.NAME.ae-title` | ")
                .contains("| `radbridge.subscriptions.overdue.critical` | `15m` | ");
    }

    private static String page() {
        return ReferencePage.of(
                ResultConformanceTest.class,
                "results-conformance-statement.md",
                ResultTables.byName());
    }
}
