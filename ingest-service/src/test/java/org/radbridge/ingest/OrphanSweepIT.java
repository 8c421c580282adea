package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.index.OrphanSweep;
import org.radbridge.ingest.storage.ObjectId;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.storage.PendingObject;
import org.radbridge.ingest.storage.SealedObject;
import org.radbridge.ingest.storage.StorageException;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.ingest.testing.WebDoor;
import org.radbridge.kit.testing.BackingPartsResource;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@Tag("A11")
class OrphanSweepIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject ObjectStore store;
    @Inject OrphanSweep sweep;

    /** As a crash between the bytes and the index leaves it. */
    @Test
    void bytesThatNoRowNamesAreRemovedAndAllOthersStay() {
        String study = Uid.create();
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        byte[] file = Samples.renewed(Samples.LEG_RADIOGRAPH, study);
        WebDoor.as("service", port).store(List.of(file));
        ObjectId orphan = ObjectId.create();
        PendingObject pending = store.begin(orphan);
        await(pending.write(Buffer.buffer("bytes")));
        SealedObject sealed = await(pending.commit()).sealed();

        assertThat(await(sweep.sweep(Instant.now().plusSeconds(60)))).isPositive();

        assertThatThrownBy(() -> await(store.read(sealed).collect().asList()))
                .isInstanceOf(StorageException.Missing.class);
        assertThat(WebDoor.as("radiologist", port).retrieve("/dicom-web/studies/" + study))
                .containsExactly(file);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
