package org.radbridge.ingest.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmParameters;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * A master key in a file: a keyset as Google Tink and its command line tool write it, with a new
 * primary key after each rotation. The file is read for each use, so that a rotated one needs no
 * restart.
 */
public final class KeyFile implements MasterKey {
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final byte[] PURPOSE =
            "radbridge wrapping key".getBytes(StandardCharsets.US_ASCII);

    private final Path file;

    /**
     * Opens the file.
     *
     * @throws KeyException when it is missing (and may not be created) or unusable
     */
    public KeyFile(Path file, boolean create) {
        this.file = file;
        try {
            AeadConfig.register();
            if (create && !Files.exists(file)) {
                write(file);
            }
            read();
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    @Override
    public Uni<String> wrap(byte[] key) {
        return answer(() -> sealed(key));
    }

    @Override
    public Uni<byte[]> unwrap(String wrapped) {
        return answer(() -> opened(wrapped));
    }

    @Override
    public Uni<String> rewrap(String wrapped) {
        return answer(() -> sealed(opened(wrapped)));
    }

    private String sealed(byte[] key) throws IOException, GeneralSecurityException {
        return Base64.getEncoder().encodeToString(read().encrypt(key, PURPOSE));
    }

    private byte[] opened(String wrapped) throws IOException, GeneralSecurityException {
        return read().decrypt(Base64.getDecoder().decode(wrapped), PURPOSE);
    }

    private Aead read() throws IOException, GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(
                        Files.readString(file), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private interface Work<T> {
        T run() throws IOException, GeneralSecurityException;
    }

    private <T> Uni<T> answer(Work<T> work) {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return work.run();
                    } catch (IOException | GeneralSecurityException e) {
                        throw unusable(e);
                    }
                });
    }

    private KeyException unusable(Exception cause) {
        String detail =
                cause instanceof IOException ? " cannot be read" : " does not open what it should";
        return new KeyException(KeyFailure.KEY_REFUSED, "the key file " + file + detail, cause);
    }

    /** A new file with one key, readable by its owner alone and on the device before it is used. */
    private static void write(Path file) throws IOException, GeneralSecurityException {
        AesGcmParameters parameters =
                AesGcmParameters.builder()
                        .setKeySizeBytes(KEY_BYTES)
                        .setIvSizeBytes(IV_BYTES)
                        .setTagSizeBytes(TAG_BYTES)
                        .setVariant(AesGcmParameters.Variant.TINK)
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
                        "keys",
                        ".json",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                fresh,
                TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get()),
                StandardOpenOption.SYNC);
        Files.move(fresh, file);
    }
}
