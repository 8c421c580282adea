package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.radbridge.dicom.data.Tag.PatientID;
import static org.radbridge.dicom.data.Tag.StudyDate;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.PriorStudy;
import org.radbridge.contracts.PriorStudy.Availability;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.cstore.DimseDoor;
import org.radbridge.ingest.testing.KnownPeers;
import org.radbridge.ingest.testing.Orthanc;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** Orthanc as the archive that has the priors: by C-FIND and C-MOVE, and by QIDO-RS and WADO-RS. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@TestProfile(KnownPeers.class)
@Tag("interop")
@Tag("A7")
class OrthancPriorsIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @Inject DimseDoor door;
    @TempDir Path folder;

    private final String study = Uid.create();
    private final String prior = Uid.create();
    private final String patient = "P" + study.hashCode();
    private Orthanc orthanc;
    private EventProbe probe;
    private WebDoor gateway;
    private WebDoor administrator;

    @BeforeEach
    void startOrthanc() {
        orthanc = Orthanc.startWithDicom(folder, KnownPeers.port("ORTHANC"), door.port());
        probe = EventProbe.connect();
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        gateway = WebDoor.as("service", port);
        administrator = WebDoor.as("it-administrator", port);
    }

    @AfterEach
    void stopOrthanc() {
        KnownPeers.forgetPriorArchives(administrator);
        orthanc.close();
        probe.close();
    }

    @Test
    void aPriorIsFoundAndMovedByDimse() {
        use("archives: [{name: dimse, aeTitle: ORTHANC, issuer: HOSPITAL}]");

        requirePriorFrom("dimse");
    }

    @Test
    void aPriorIsFoundAndRetrievedByDicomWeb() {
        use(
                "archives: [{name: web, dicomWeb: '%s', issuer: HOSPITAL}]"
                        .formatted(orthanc.dicomWeb()));

        requirePriorFrom("web");
    }

    private void requirePriorFrom(String source) {
        headCt(prior, "20250701").forEach(file -> orthanc.post("/instances", file));

        gateway.store(headCt(study, "20261101"));

        await().atMost(LONG_ENOUGH).until(() -> !closes(study).isEmpty());
        PriorStudy found = closes(study).getFirst().priors().getFirst();
        assertThat(found.studyInstanceUid()).isEqualTo(prior);
        assertThat(found.source()).isEqualTo(source);
        assertThat(found.availability()).isEqualTo(Availability.STORED);
        assertThat(found.series().getFirst().instances()).isEqualTo(8);
        assertThat(closes(prior)).isEmpty();
    }

    private void use(String archives) {
        KnownPeers.usePriorArchives(
                administrator, archives + "\nbudget: {urgent: 0s, routine: 40s}\n");
    }

    private List<byte[]> headCt(String uid, String date) {
        return Samples.headCt(uid).stream()
                .map(file -> Samples.with(file, PatientID, patient))
                .map(file -> Samples.with(file, StudyDate, date))
                .toList();
    }

    private List<StudyClosed> closes(String uid) {
        return probe.events(EventType.STUDY_CLOSED, StudyClosed.class).stream()
                .filter(event -> event.studyInstanceUid().equals(uid))
                .toList();
    }
}
