package org.radbridge.ingest.storage;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;

/**
 * The keys of the object store: AES-256-GCM in segments with a key derived per object (HKDF), as
 * Tink's StreamingAead. Segments of 64 KiB: a part of an object can be read without the rest, and a
 * writer holds one segment in memory.
 */
final class StorageKeyset {
    private static final int SEGMENT_BYTES = 64 * 1024;
    private static final int KEY_BYTES = 32;

    private StorageKeyset() {}

    /**
     * Reads the keys.
     *
     * @throws StorageException.Broken when the file is missing (and may not be created) or unusable
     */
    static StreamingAead open(Path file, boolean create) {
        try {
            StreamingAeadConfig.register();
            if (create && !Files.exists(file)) {
                write(file);
            }
            KeysetHandle keys =
                    TinkJsonProtoKeysetFormat.parseKeyset(
                            Files.readString(file), InsecureSecretKeyAccess.get());
            return keys.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
        } catch (IOException e) {
            throw new StorageException.Broken("the keyset file " + file + " cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new StorageException.Broken("the keyset file " + file + " is not a keyset", e);
        }
    }

    private static void write(Path file) throws IOException, GeneralSecurityException {
        AesGcmHkdfStreamingParameters parameters =
                AesGcmHkdfStreamingParameters.builder()
                        .setKeySizeBytes(KEY_BYTES)
                        .setDerivedAesGcmKeySizeBytes(KEY_BYTES)
                        .setHkdfHashType(AesGcmHkdfStreamingParameters.HashType.SHA256)
                        .setCiphertextSegmentSizeBytes(SEGMENT_BYTES)
                        .build();
        KeysetHandle keys =
                KeysetHandle.newBuilder()
                        .addEntry(
                                KeysetHandle.generateEntryFromParameters(parameters)
                                        .withRandomId()
                                        .makePrimary())
                        .build();
        Path folder = file.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        Path fresh =
                Files.createTempFile(
                        folder,
                        "keyset",
                        ".json",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                fresh,
                TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get()),
                StandardOpenOption.SYNC);
        Files.move(fresh, file);
        Durability.force(folder);
    }
}
