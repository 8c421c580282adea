package org.radbridge.ingest.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.ingest.keys.WrappedKey;
import org.radbridge.ingest.keys.WrappingKeys;

@Tag("A11")
class LocalVolumeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir Path folder;
    private StorageWorkers workers;
    private final WrappingKeys keys = new WrappingKeys();
    private LocalVolume volume;

    private record Config(Path path, long reserveBytes, boolean directWrites)
            implements StorageConfig {
        @Override
        public Kind kind() {
            return Kind.VOLUME;
        }

        @Override
        public int threads() {
            return 2;
        }

        @Override
        public MemorySize reserve() {
            return new MemorySize(BigInteger.valueOf(reserveBytes));
        }

        @Override
        public Duration orphanAge() {
            return Duration.ZERO;
        }
    }

    @BeforeEach
    void open() {
        keys.put(1, random(32));
        Config config = config(0);
        workers = new StorageWorkers(config);
        volume = new LocalVolume(config, keys, workers);
    }

    @AfterEach
    void close() throws InterruptedException {
        workers.stop();
    }

    private Config config(long reserve) {
        return new Config(folder.resolve("volume"), reserve, true);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0, 1, 65_479, 65_480, 65_481, 65_519, 65_520, 65_536, 131_000, 1_048_576, 2_500_000
            })
    void whatWasCommittedIsReadBack(int size) throws Exception {
        byte[] content = random(size);

        StoredObject stored = store(ObjectId.create(), content);

        assertThat(read(stored)).isEqualTo(content);
        assertThat(stored.size()).isEqualTo(size);
        assertThat(stored.sha256().bytes())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_480, 1_048_576})
    void itIsWrittenThroughThePageCacheWhereThatIsWanted(int size) throws Exception {
        byte[] content = random(size);
        volume = new LocalVolume(new Config(folder.resolve("volume"), 0, false), keys, workers);

        assertThat(read(store(ObjectId.create(), content))).isEqualTo(content);
    }

    @Test
    void objectsThatAreWrittenByTurnsOnOneThreadDoNotMix() {
        byte[] content = random(1_000_003);
        List<PendingObject> objects =
                Stream.generate(() -> volume.begin(ObjectId.create())).limit(8).toList();

        for (int from = 0; from < content.length; from += 100_001) {
            Buffer piece =
                    Buffer.buffer(content)
                            .getBuffer(from, Math.min(content.length, from + 100_001));
            objects.forEach(object -> await(object.write(piece)));
        }

        for (PendingObject object : objects) {
            assertThat(read(await(object.commit()))).isEqualTo(content);
        }
    }

    @Test
    void nothingOfTheContentIsOnTheDiskInClear() throws IOException {
        byte[] content = "PATIENT^NAME ".repeat(10_000).getBytes(StandardCharsets.US_ASCII);

        store(ObjectId.create(), content);

        for (Path file : files()) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain("PATIENT^NAME");
        }
    }

    @Test
    void aPartIsReadWithoutTheRest() {
        byte[] content = random(500_000);
        StoredObject stored = store(ObjectId.create(), content);

        Buffer part = collect(volume.read(stored.sealed(), 131_000, 70_000));

        assertThat(part.getBytes())
                .isEqualTo(Buffer.buffer(content).getBytes(131_000, 131_000 + 70_000));
        assertThat(collect(volume.read(stored.sealed(), 499_990, 100)).length()).isEqualTo(10);
    }

    @Test
    void eachPartIsReadAsItWasWritten() {
        byte[] content = random(200_000);
        StoredObject stored = store(ObjectId.create(), content);

        for (int offset : List.of(0, 1, 65_479, 65_480, 65_481, 131_000, 131_001, 199_999)) {
            for (int length : List.of(1, 65_519, 65_520, 65_521, 200_000)) {
                assertThat(collect(volume.read(stored.sealed(), offset, length)).getBytes())
                        .isEqualTo(
                                Arrays.copyOfRange(
                                        content, offset, Math.min(200_000, offset + length)));
            }
        }
        assertThat(collect(volume.read(stored.sealed(), 200_000, 1)).length()).isZero();
        assertThat(collect(volume.read(stored.sealed(), 300_000, 1)).length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 39, 55, 56, 65_536, 65_551, 65_552, 131_072, 199_999})
    void anObjectThatWasCutOffIsNotDelivered(int left) throws IOException {
        StoredObject stored = store(ObjectId.create(), random(200_000));
        Path file = files().getFirst();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), left));

        AssertSubscriber<Buffer> subscriber =
                volume.read(stored.sealed())
                        .subscribe()
                        .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));

        subscriber.awaitFailure(PATIENCE).assertFailedWith(StorageException.Broken.class);
        assertThat(subscriber.getItems()).isEmpty();
    }

    @Test
    void nothingIsReadBeforeItIsAskedFor() {
        StoredObject stored = store(ObjectId.create(), random(2_500_000));

        AssertSubscriber<Buffer> subscriber =
                volume.read(stored.sealed()).subscribe().withSubscriber(AssertSubscriber.create(1));
        subscriber.awaitNextItem(PATIENCE);

        assertThat(subscriber.getItems()).hasSize(1);
        subscriber.request(1).awaitNextItem(PATIENCE);
        assertThat(subscriber.getItems()).hasSize(2);
        subscriber.cancel();
    }

    @Test
    void anObjectThatIsNotCommittedCannotBeReadAndIsDiscardedAfterACrash() {
        ObjectId id = ObjectId.create();
        PendingObject pending = volume.begin(id);
        await(pending.write(Buffer.buffer(random(200_000))));

        SealedObject sealed = new SealedObject(id, keys.create().wrapped());
        assertThatThrownBy(() -> collect(volume.read(sealed)))
                .isInstanceOf(StorageException.Missing.class);
        assertThat(committed()).isEmpty();

        LocalVolume afterCrash = new LocalVolume(config(0), keys, workers);
        assertThat(await(afterCrash.discardPending(Instant.now().plusSeconds(1)))).isEqualTo(1);
        assertThat(files()).isEmpty();
    }

    @Test
    void whatWasCommittedSurvivesACrash() {
        byte[] content = random(100_000);
        StoredObject stored = store(ObjectId.create(), content);

        LocalVolume afterCrash = new LocalVolume(config(0), keys, workers);

        assertThat(await(afterCrash.discardPending(Instant.now().plusSeconds(1)))).isZero();
        assertThat(collect(afterCrash.read(stored.sealed())).getBytes()).isEqualTo(content);
        assertThat(committed()).containsExactly(stored.id());
    }

    @Test
    void aDiscardedObjectLeavesNoTrace() {
        PendingObject pending = volume.begin(ObjectId.create());
        await(pending.write(Buffer.buffer(random(200_000))));

        await(pending.discard());

        assertThat(files()).isEmpty();
    }

    @Test
    void deletingIsHarmlessWhenThereIsNothing() {
        StoredObject stored = store(ObjectId.create(), random(10));

        await(volume.delete(stored.id()));
        await(volume.delete(stored.id()));

        assertThat(files()).isEmpty();
    }

    @Test
    void bytesThatWereChangedOnTheDiskAreNotDelivered() throws IOException {
        StoredObject stored = store(ObjectId.create(), random(300_000));
        Path file = files().getFirst();
        byte[] encrypted = Files.readAllBytes(file);
        encrypted[200_000] ^= 1;
        Files.write(file, encrypted);

        assertThatThrownBy(() -> read(stored)).isInstanceOf(StorageException.Broken.class);
    }

    @Test
    void anObjectCannotBePassedOffAsAnother() throws IOException {
        ObjectId one = ObjectId.create();
        StoredObject stored = store(one, random(1000));
        Path file = files().getFirst();
        ObjectId other = ObjectId.createdAt(one.createdAt());
        Files.move(file, file.resolveSibling(other.toString()));

        SealedObject disguised = new SealedObject(other, stored.key());
        assertThatThrownBy(() -> collect(volume.read(disguised)))
                .isInstanceOf(StorageException.Broken.class);
    }

    @Test
    void aDeviceWithoutRoomIsAFailureOfItsOwn() throws IOException {
        ObjectId id = ObjectId.create();
        Files.createSymbolicLink(
                folder.resolve("volume/pending").resolve(id.toString()), Path.of("/dev/full"));

        // a device without blocks takes no direct writes
        volume = new LocalVolume(new Config(folder.resolve("volume"), 0, false), keys, workers);
        PendingObject pending = volume.begin(id);
        assertThatThrownBy(() -> await(pending.write(Buffer.buffer("bytes"))))
                .isInstanceOf(StorageException.Full.class);
        await(pending.discard());
        assertThat(files()).isEmpty();
    }

    @Test
    void noObjectIsBegunWhenOnlyTheReserveIsLeft() {
        LocalVolume full = new LocalVolume(config(Long.MAX_VALUE), keys, workers);

        PendingObject pending = full.begin(ObjectId.create());
        assertThatThrownBy(() -> await(pending.write(Buffer.buffer("bytes"))))
                .isInstanceOf(StorageException.Full.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void anotherObjectsKeyDoesNotOpenAnObject() {
        StoredObject one = store(ObjectId.create(), random(1000));
        StoredObject other = store(ObjectId.create(), random(1000));

        SealedObject mixed = new SealedObject(one.id(), other.key());

        assertThatThrownBy(() -> collect(volume.read(mixed)))
                .isInstanceOf(StorageException.Broken.class);
    }

    @Test
    void withoutItsWrappingKeyAnObjectIsLostForGood() {
        StoredObject stored = store(ObjectId.create(), random(1000));
        WrappingKeys others = new WrappingKeys();
        others.put(2, random(32));
        LocalVolume elsewhere = new LocalVolume(config(0), others, workers);

        assertThatThrownBy(() -> collect(elsewhere.read(stored.sealed())))
                .isInstanceOf(StorageException.Broken.class)
                .hasMessageContaining("key-unusable");
    }

    @Test
    void aDataKeyThatIsWrappedAnewOpensTheSameBytes() {
        byte[] content = random(70_000);
        StoredObject stored = store(ObjectId.create(), content);
        keys.put(2, random(32));

        WrappedKey anew = keys.rewrap(stored.key());
        keys.remove(1);

        assertThat(collect(volume.read(new SealedObject(stored.id(), anew))).getBytes())
                .isEqualTo(content);
        assertThatThrownBy(() -> collect(volume.read(stored.sealed())))
                .isInstanceOf(StorageException.Broken.class);
    }

    private StoredObject store(ObjectId id, byte[] content) {
        PendingObject pending = volume.begin(id);
        for (int start = 0; start < content.length; start += 100_000) {
            int end = Math.min(content.length, start + 100_000);
            await(pending.write(Buffer.buffer(content).getBuffer(start, end)));
        }
        return await(pending.commit());
    }

    private byte[] read(StoredObject object) {
        return collect(volume.read(object.sealed())).getBytes();
    }

    private static Buffer collect(io.smallrye.mutiny.Multi<Buffer> chunks) {
        return await(chunks.collect().in(Buffer::buffer, Buffer::appendBuffer));
    }

    private List<ObjectId> committed() {
        Instant now = Instant.now();
        return await(volume.begun(now.minusSeconds(60), now.plusSeconds(60)).collect().asList());
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(folder.resolve("volume"))) {
            return all.filter(file -> !Files.isDirectory(file)).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
