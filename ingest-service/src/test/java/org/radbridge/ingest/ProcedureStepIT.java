package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.radbridge.dicom.data.Tag.PatientID;
import static org.radbridge.dicom.data.Tag.PerformedProcedureStepID;
import static org.radbridge.dicom.data.Tag.PerformedProcedureStepStatus;
import static org.radbridge.dicom.data.Tag.PerformedSeriesSequence;
import static org.radbridge.dicom.data.Tag.PerformedStationAETitle;
import static org.radbridge.dicom.data.Tag.ReferencedImageSequence;
import static org.radbridge.dicom.data.Tag.ReferencedPerformedProcedureStepSequence;
import static org.radbridge.dicom.data.Tag.ReferencedSOPClassUID;
import static org.radbridge.dicom.data.Tag.ReferencedSOPInstanceUID;
import static org.radbridge.dicom.data.Tag.ReferencedSOPSequence;
import static org.radbridge.dicom.data.Tag.ReferencedSeriesSequence;
import static org.radbridge.dicom.data.Tag.SOPInstanceUID;
import static org.radbridge.dicom.data.Tag.ScheduledStepAttributesSequence;
import static org.radbridge.dicom.data.Tag.SeriesInstanceUID;
import static org.radbridge.dicom.data.Tag.StudyInstanceUID;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.contracts.EventJson;
import org.radbridge.contracts.EventType;
import org.radbridge.contracts.SeriesSummary;
import org.radbridge.contracts.StudyClosed;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.net.NRequest.NCreate;
import org.radbridge.dicom.net.NRequest.NSet;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.ingest.cstore.DimseDoor;
import org.radbridge.ingest.testing.Modality;
import org.radbridge.ingest.testing.Modality.Outgoing;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;
import org.radbridge.kit.testing.EventProbe;

/** A modality that tells what it does, and an image manager that tells what can be had. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("A5")
@Tag("A12")
class ProcedureStepIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    @Inject Vertx vertx;
    @Inject DimseDoor door;

    private final String study = Uid.create();
    private final String step = Uid.create();
    private final List<byte[]> files = Samples.headCt(study);
    private final List<Outgoing> instances = files.stream().map(Outgoing::of).toList();
    private EventProbe probe;
    private Modality modality;
    private WebDoor technologist;

    @BeforeEach
    void open() {
        probe = EventProbe.connect();
        modality = Modality.open(vertx, door.port(), "MODALITY", instances);
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        technologist = WebDoor.as("technologist", port);
    }

    @AfterEach
    void close() {
        modality.close();
        probe.close();
    }

    @Test
    void aCompletedStepClosesTheStudyWithItsLastImageAndNotBefore() {
        assertThat(create("IN PROGRESS").status().code()).isZero();
        instances.subList(0, 7).forEach(modality::store);
        await().atMost(LONG_ENOUGH)
                .until(() -> "procedure-step".equals(status().path("waitingFor").asText()));
        assertThat(set("COMPLETED", files).status().code()).isZero();
        await().atMost(LONG_ENOUGH).until(() -> status().path("missingInstances").asInt() == 1);
        assertThat(closes()).isEmpty();

        modality.store(instances.getLast());

        StudyClosed closed = awaitClose();
        assertThat(closed.closeReason()).isEqualTo("mpps");
        assertThat(closed.series())
                .extracting(SeriesSummary::instances, SeriesSummary::expectedInstances)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(8, 8));
        assertThat(closed.routes()).hasSize(1);
        assertThat(closed.closeDelayMillis()).isLessThan(10_000);
    }

    @Test
    void aStepThatIsCompletedBeforeItsImagesComeClosesTheStudyOnceTheyAreHere() {
        create("IN PROGRESS");
        set("COMPLETED", files);

        instances.forEach(modality::store);

        assertThat(awaitClose().closeReason()).isEqualTo("mpps");
    }

    @Test
    void aDiscontinuedStepKeepsTheStudyFromTheModels() {
        create("IN PROGRESS");
        instances.subList(0, 3).forEach(modality::store);

        set("DISCONTINUED", files.subList(0, 3));

        StudyClosed closed = awaitClose();
        assertThat(closed.closeReason()).isEqualTo("mpps-discontinued");
        assertThat(closed.routes()).isEmpty();
        assertThat(status().get("progress").asText()).isEqualTo("INCOMPLETE");
    }

    @Test
    void aStepFollowsTheStatesOfTheStandard() {
        assertThat(create("COMPLETED").status().code()).isEqualTo(0x0106);
        assertThat(create("IN PROGRESS").sopInstanceUid()).contains(step);
        assertThat(create("IN PROGRESS").status().code()).isEqualTo(0x0111);
        assertThat(set("COMPLETED", List.of()).status().code()).isEqualTo(0x0121);
        assertThat(set("COMPLETED", files).status().code()).isZero();
        NResponse late = set("IN PROGRESS", files);
        assertThat(late.status().code()).isEqualTo(0x0110);
        assertThat(late.status().errorComment()).get().asString().contains("no longer be updated");
        NSet unknown = new NSet(Uid.ModalityPerformedProcedureStep, Uid.create(), new DataSet());
        assertThat(modality.request(unknown).status().code()).isEqualTo(0x0112);
    }

    @Test
    void anAvailabilityNotificationClosesTheStudyOnceTheInstancesThatItNamesAreHere() {
        instances.subList(0, 7).forEach(modality::store);
        DataSet notification =
                new DataSet()
                        .putItems(ReferencedPerformedProcedureStepSequence)
                        .put(StudyInstanceUID, study)
                        .putItems(
                                ReferencedSeriesSequence, references(ReferencedSOPSequence, files));
        NResponse response =
                modality.request(
                        new NCreate(
                                Uid.InstanceAvailabilityNotification,
                                Optional.of(Uid.create()),
                                notification));
        assertThat(response.status().code()).isZero();

        modality.store(instances.getLast());

        assertThat(awaitClose().closeReason()).isEqualTo("ian");
    }

    private NResponse create(String status) {
        DataSet attributes =
                new DataSet()
                        .putItems(
                                ScheduledStepAttributesSequence,
                                new DataSet().put(StudyInstanceUID, study))
                        .put(PatientID, "MPPS-1")
                        .put(PerformedProcedureStepID, "P1")
                        .put(PerformedStationAETitle, "MODALITY")
                        .put(org.radbridge.dicom.data.Tag.Modality, "CT")
                        .put(PerformedProcedureStepStatus, status)
                        .putItems(PerformedSeriesSequence);
        return modality.request(
                new NCreate(Uid.ModalityPerformedProcedureStep, Optional.of(step), attributes));
    }

    private NResponse set(String status, List<byte[]> made) {
        DataSet modifications = new DataSet().put(PerformedProcedureStepStatus, status);
        if (!made.isEmpty()) {
            modifications.putItems(
                    PerformedSeriesSequence, references(ReferencedImageSequence, made));
        }
        return modality.request(new NSet(Uid.ModalityPerformedProcedureStep, step, modifications));
    }

    private static DataSet references(int sequence, List<byte[]> files) {
        List<DataSet> items =
                files.stream()
                        .map(file -> Part10Reader.read(file).dataSet())
                        .map(dataSet ->
                                new DataSet()
                                        .put(ReferencedSOPClassUID, Uid.CTImageStorage)
                                        .put(
                                                ReferencedSOPInstanceUID,
                                                dataSet.string(SOPInstanceUID).orElseThrow()))
                        .toList();
        String series =
                Part10Reader.read(files.getFirst())
                        .dataSet()
                        .string(SeriesInstanceUID)
                        .orElseThrow();
        return new DataSet().put(SeriesInstanceUID, series).putItems(sequence, items);
    }

    private StudyClosed awaitClose() {
        await().atMost(LONG_ENOUGH).until(() -> !closes().isEmpty());
        return closes().getFirst();
    }

    private List<StudyClosed> closes() {
        return probe.events(EventType.STUDY_CLOSED, StudyClosed.class).stream()
                .filter(event -> event.studyInstanceUid().equals(study))
                .toList();
    }

    private JsonNode status() {
        try {
            return EventJson.mapper().readTree(technologist.get("/studies/" + study).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
