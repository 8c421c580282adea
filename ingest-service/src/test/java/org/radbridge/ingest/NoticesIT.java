package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.net.DicomServer;
import org.radbridge.dicom.net.DicomServerOptions;
import org.radbridge.dicom.net.DicomServerServices;
import org.radbridge.dicom.net.NRequest;
import org.radbridge.dicom.net.NRequest.NCreate;
import org.radbridge.dicom.net.NRequest.NSet;
import org.radbridge.dicom.net.NResponse;
import org.radbridge.dicom.net.NormalizedScp;
import org.radbridge.ingest.cstore.DimseDoor;
import org.radbridge.ingest.testing.Modality;
import org.radbridge.ingest.testing.Modality.Outgoing;
import org.radbridge.ingest.testing.Ports;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.kit.testing.BackingPartsResource;

/** An information system that is told what modalities do, and what can be had. */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@TestProfile(NoticesIT.Registry.class)
@org.junit.jupiter.api.Tag("A12")
class NoticesIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);

    @Inject Vertx vertx;
    @Inject DimseDoor door;

    private final String study = Uid.create();
    private final String step = Uid.create();
    private final List<byte[]> files = Samples.headCt(study);
    private final List<Outgoing> instances = files.stream().map(Outgoing::of).toList();
    private final List<NRequest> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger(1);
    private DicomServer ris;

    /** A scanner, and a RIS that is told. */
    public static class Registry implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Path file = Path.of("target/application-entities-notices.yaml");
            try {
                Files.writeString(
                        file,
                        """
                        entities:
                          - {title: SCANNER, may: [store, mpps]}
                          - {title: RIS, host: localhost, port: %d, tell: [mpps, ian]}
                        """
                                .formatted(Ports.fixed("notices.ris")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of("radbridge.ae.entities", file.toString());
        }
    }

    @BeforeEach
    void listen() {
        ris =
                DicomServer.create(
                        vertx,
                        DicomServerOptions.of("RIS")
                                .withHost("localhost")
                                .withPort(Ports.fixed("notices.ris")),
                        DicomServerServices.echoOnly()
                                .withNormalized(Uid.ModalityPerformedProcedureStep, listener())
                                .withNormalized(Uid.InstanceAvailabilityNotification, listener()));
        Modality.await(ris.listen());
    }

    /** Fails once, so that it is seen whether it is told again. */
    private NormalizedScp listener() {
        return (request, _) -> {
            if (refusals.getAndDecrement() > 0) {
                return Future.succeededFuture(NResponse.of(DimseStatus.RESOURCE_LIMITATION));
            }
            told.add(request);
            return Future.succeededFuture(NResponse.success());
        };
    }

    @AfterEach
    void close() {
        Modality.await(ris.close(Duration.ofSeconds(2)));
    }

    @Test
    void aStepIsPassedOnInItsOrderAndTheStudyIsAnnouncedOnceItIsClosed() {
        try (Modality scanner = Modality.open(vertx, door.port(), "SCANNER", instances)) {
            assertThat(scanner.request(created()).status()).isEqualTo(DimseStatus.SUCCESS);
            instances.forEach(i -> assertThat(scanner.store(i)).isEqualTo(DimseStatus.SUCCESS));
            assertThat(scanner.request(completed()).status()).isEqualTo(DimseStatus.SUCCESS);
        }

        await().atMost(LONG_ENOUGH).until(() -> steps().size() == 2 && !announced().isEmpty());
        NCreate create = (NCreate) steps().getFirst();
        assertThat(create.sopInstanceUid()).hasValue(step);
        assertThat(create.attributes().string(Tag.PerformedProcedureStepStatus))
                .hasValue("IN PROGRESS");
        assertThat(create.attributes().items(Tag.PerformedSeriesSequence)).isEmpty();
        NSet set = (NSet) steps().getLast();
        assertThat(set.sopInstanceUid()).isEqualTo(step);
        assertThat(set.modifications().string(Tag.PerformedProcedureStepStatus))
                .hasValue("COMPLETED");
        assertThat(set.modifications().contains(Tag.PatientName)).isFalse();
        DataSet notification = announced().getFirst().attributes();
        assertThat(notification.items(Tag.ReferencedSeriesSequence))
                .singleElement()
                .satisfies(series ->
                        assertThat(series.items(Tag.ReferencedSOPSequence))
                                .hasSize(instances.size())
                                .allSatisfy(instance -> {
                                    assertThat(instance.string(Tag.InstanceAvailability))
                                            .hasValue("ONLINE");
                                    assertThat(instance.string(Tag.RetrieveAETitle))
                                            .hasValue("RADBRIDGE");
                                }));
    }

    private List<NRequest> steps() {
        return told.stream()
                .filter(request -> request.sopClassUid().equals(Uid.ModalityPerformedProcedureStep))
                .toList();
    }

    private List<NCreate> announced() {
        return told.stream()
                .filter(request ->
                        request.sopClassUid().equals(Uid.InstanceAvailabilityNotification))
                .map(NCreate.class::cast)
                .filter(request ->
                        request.attributes()
                                .string(Tag.StudyInstanceUID)
                                .equals(Optional.of(study)))
                .toList();
    }

    private NCreate created() {
        return new NCreate(
                Uid.ModalityPerformedProcedureStep,
                Optional.of(step),
                new DataSet()
                        .put(Tag.PerformedProcedureStepStatus, "IN PROGRESS")
                        .put(Tag.PatientName, "PHANTOM^NOTICE")
                        .put(Tag.Modality, "CT")
                        .putItems(
                                Tag.ScheduledStepAttributesSequence,
                                new DataSet().put(Tag.StudyInstanceUID, study)));
    }

    private String series() {
        return Part10Reader.read(files.getFirst())
                .dataSet()
                .string(Tag.SeriesInstanceUID)
                .orElseThrow();
    }

    private NSet completed() {
        List<DataSet> images =
                instances.stream()
                        .map(Outgoing::request)
                        .map(sent ->
                                new DataSet()
                                        .put(Tag.ReferencedSOPClassUID, sent.sopClassUid())
                                        .put(Tag.ReferencedSOPInstanceUID, sent.sopInstanceUid()))
                        .toList();
        return new NSet(
                Uid.ModalityPerformedProcedureStep,
                step,
                new DataSet()
                        .put(Tag.PerformedProcedureStepStatus, "COMPLETED")
                        .putItems(
                                Tag.PerformedSeriesSequence,
                                new DataSet()
                                        .put(Tag.SeriesInstanceUID, series())
                                        .putItems(Tag.ReferencedImageSequence, images)));
    }
}
