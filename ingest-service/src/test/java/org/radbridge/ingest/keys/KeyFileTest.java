package org.radbridge.ingest.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.smallrye.mutiny.Uni;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("A11")
class KeyFileTest {
    private static final byte[] KEY = new byte[32];

    @TempDir Path folder;

    @Test
    void whatOneRunWrappedTheNextOpens() {
        Path file = folder.resolve("keys.json");
        String wrapped = await(new KeyFile(file, true).wrap(KEY));

        assertThat(await(new KeyFile(file, false).unwrap(wrapped))).isEqualTo(KEY);
        assertThat(wrapped).doesNotContain(Base64.getEncoder().encodeToString(KEY));
    }

    @Test
    void aCreatedFileIsReadableByItsOwnerAlone() throws Exception {
        Path file = folder.resolve("keys.json");
        new KeyFile(file, true);

        assertThat(Files.getPosixFilePermissions(file))
                .containsExactlyInAnyOrder(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void aMissingFileIsNotInventedUnlessThatIsAllowed() {
        assertThatThrownBy(() -> new KeyFile(folder.resolve("no.json"), false))
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("no.json");
    }

    @Test
    void aRotatedFileIsUsedWithoutARestartAndOpensWhatTheFormerKeyWrapped() throws Exception {
        Path file = folder.resolve("keys.json");
        KeyFile keys = new KeyFile(file, true);
        String before = await(keys.wrap(KEY));
        KeysetHandle old =
                TinkJsonProtoKeysetFormat.parseKeyset(
                        Files.readString(file), InsecureSecretKeyAccess.get());
        KeysetHandle rotated =
                KeysetHandle.newBuilder(old)
                        .addEntry(
                                KeysetHandle.generateEntryFromParameters(
                                                PredefinedAeadParameters.AES256_GCM)
                                        .withRandomId()
                                        .makePrimary())
                        .build();
        Files.writeString(
                file,
                TinkJsonProtoKeysetFormat.serializeKeyset(rotated, InsecureSecretKeyAccess.get()));

        String after = await(keys.rewrap(before));

        assertThat(await(keys.unwrap(before))).isEqualTo(KEY);
        assertThat(await(keys.unwrap(after))).isEqualTo(KEY);
        // a Tink ciphertext begins with the id of its key
        assertThat(after.substring(0, 6)).isNotEqualTo(before.substring(0, 6));
    }

    @Test
    void anotherFilesKeyOpensNothing() {
        String wrapped = await(new KeyFile(folder.resolve("a.json"), true).wrap(KEY));
        KeyFile other = new KeyFile(folder.resolve("b.json"), true);

        assertThatThrownBy(() -> await(other.unwrap(wrapped)))
                .isInstanceOfSatisfying(
                        KeyException.class,
                        e -> assertThat(e.failureId()).isEqualTo(KeyFailure.KEY_REFUSED));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
