package org.radbridge.ingest.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.ingest.testing.Modality;
import org.radbridge.ingest.testing.Modality.Outgoing;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.TestTokens;

/**
 * The packaged service on a file system of its own that really runs full (ENOSPC), with no reserve
 * that would warn it. Mounting one needs root on Linux.
 */
@org.junit.jupiter.api.Tag("A2")
@org.junit.jupiter.api.Tag("A3")
@org.junit.jupiter.api.Tag("A11")
class DiskFullIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final int FILLER_BYTES = 12 * 1024 * 1024;

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final String study = Uid.create();
    private final Set<String> acknowledged = new HashSet<>();
    private Path volume;
    private ServiceProcess service;

    @BeforeEach
    void start() throws IOException {
        volume = Files.createDirectories(folder.resolve("objects"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", volume.toString()),
                "no file system can be mounted here: that needs root");
        Files.write(filler(), new byte[FILLER_BYTES]);
        service =
                ServiceProcess.start(
                        folder,
                        Map.of(
                                "radbridge.dimse.callers", "MODALITY",
                                "radbridge.storage.reserve", "0",
                                "radbridge.study.quiet-period", "PT1H"));
    }

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
        run("umount", volume.toString());
        Modality.await(vertx.close());
    }

    @Test
    void sendersAreToldOfAFullDiskAndItIsUsedAgainWhenThereIsRoom() throws IOException {
        List<Outgoing> kinds = List.of(next());
        try (Modality modality = Modality.open(vertx, service.dimsePort(), "MODALITY", kinds)) {
            DimseStatus full =
                    await().atMost(LONG_ENOUGH)
                            .pollInterval(Duration.ofMillis(1))
                            .until(() -> store(modality), s -> !s.equals(DimseStatus.SUCCESS));
            assertThat(full.code()).isEqualTo(DimseStatus.OUT_OF_RESOURCES.code());
            assertThat(acknowledged).isNotEmpty();

            HttpResponse<String> stow = sender().store(List.of(renewed()));
            assertThat(stow.statusCode()).isEqualTo(507);
            // whoever only reads is served all the same
            assertThat(modality.echo()).isEqualTo(DimseStatus.SUCCESS);
            assertThat(readable()).containsExactlyInAnyOrderElementsOf(acknowledged);
            assertThat(pending()).isEmpty();

            Files.delete(filler());

            assertThat(store(modality)).isEqualTo(DimseStatus.SUCCESS);
            assertThat(sender().store(List.of(renewed())).statusCode()).isEqualTo(200);
            assertThat(readable()).hasSize(acknowledged.size() + 1).containsAll(acknowledged);
        }
    }

    private DimseStatus store(Modality modality) {
        Outgoing instance = next();
        DimseStatus status = modality.store(instance);
        if (status.equals(DimseStatus.SUCCESS)) {
            acknowledged.add(instance.request().sopInstanceUid());
        }
        return status;
    }

    private Outgoing next() {
        return Outgoing.of(renewed());
    }

    private byte[] renewed() {
        return Samples.renewed(Samples.CHEST_RADIOGRAPH, study);
    }

    private WebDoor sender() {
        return WebDoor.with(TestTokens.of("service"), service.httpPort());
    }

    private Set<String> readable() {
        Set<String> found = new HashSet<>();
        WebDoor reader = WebDoor.with(TestTokens.of("radiologist"), service.httpPort());
        for (byte[] file : reader.retrieve("/dicom-web/studies/" + study)) {
            found.add(Part10Reader.read(file).dataSet().string(Tag.SOPInstanceUID).orElseThrow());
        }
        return found;
    }

    private List<Path> pending() {
        try (Stream<Path> files = Files.list(volume.resolve("pending"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path filler() {
        return volume.resolve("filler");
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
