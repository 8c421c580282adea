package org.radbridge.ingest.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.ingest.keys.WrappingKeys;
import org.radbridge.ingest.testing.S3Server;

/** The bucket, against a real S3 server. */
@Tag("A11")
class S3StoreIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PART = 5 * 1024 * 1024;

    @TempDir static Path folder;
    private static S3Server server;

    private final WrappingKeys keys = new WrappingKeys();
    private StorageWorkers workers;
    private S3Store store;

    private record Config(URI address, String secret) implements S3Config {
        @Override
        public Optional<URI> endpoint() {
            return Optional.of(address);
        }

        @Override
        public String region() {
            return "us-east-1";
        }

        @Override
        public Optional<String> bucket() {
            return Optional.of(S3Server.BUCKET);
        }

        @Override
        public String prefix() {
            return "test/";
        }

        @Override
        public Optional<String> accessKey() {
            return Optional.of(S3Server.ACCESS_KEY);
        }

        @Override
        public Optional<String> secretKey() {
            return Optional.of(secret);
        }

        @Override
        public boolean pathStyle() {
            return true;
        }

        @Override
        public MemorySize partSize() {
            return new MemorySize(BigInteger.valueOf(PART));
        }

        @Override
        public int connections() {
            return 8;
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(5);
        }
    }

    private record Threads() implements StorageConfig {
        @Override
        public Kind kind() {
            return Kind.S3;
        }

        @Override
        public Path path() {
            return folder;
        }

        @Override
        public int threads() {
            return 4;
        }

        @Override
        public MemorySize reserve() {
            return new MemorySize(BigInteger.ZERO);
        }

        @Override
        public boolean directWrites() {
            return false;
        }

        @Override
        public Duration orphanAge() {
            return Duration.ZERO;
        }
    }

    @BeforeAll
    static void startServer() {
        server = S3Server.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        keys.put(1, random(32));
        workers = new StorageWorkers(new Threads());
        store = new S3Store(new Config(server.endpoint(), S3Server.SECRET_KEY), keys, workers);
    }

    @AfterEach
    void close() throws InterruptedException {
        store.close();
        workers.stop();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_519, 65_520, 1_000_000, PART, 3 * PART + 17})
    void whatWasCommittedIsReadBack(int size) throws Exception {
        byte[] content = random(size);

        StoredObject stored = store(ObjectId.create(), content);

        assertThat(collect(store.read(stored.sealed())).getBytes()).isEqualTo(content);
        assertThat(stored.size()).isEqualTo(size);
        assertThat(stored.sha256().bytes())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Test
    void aPartIsReadWithoutTheRest() {
        byte[] content = random(2 * PART);
        StoredObject stored = store(ObjectId.create(), content);

        Buffer part = collect(store.read(stored.sealed(), 7_000_000, 200_000));

        assertThat(part.getBytes())
                .isEqualTo(Buffer.buffer(content).getBytes(7_000_000, 7_200_000));
        assertThat(collect(store.read(stored.sealed(), 2 * PART - 10, 100)).length()).isEqualTo(10);
    }

    @Test
    void nothingOfTheContentIsInTheBucketInClear() throws IOException {
        byte[] content = "PATIENT^NAME ".repeat(1000).getBytes(StandardCharsets.US_ASCII);

        StoredObject stored = store(ObjectId.create(), content);

        assertThat(Files.readString(file(stored.id()), StandardCharsets.ISO_8859_1))
                .doesNotContain("PATIENT^NAME");
    }

    @Test
    void anObjectIsNotThereBeforeItIsCommittedAndIsDiscardedAfterACrash() {
        ObjectId id = ObjectId.createdAt(Instant.now().minusSeconds(10));
        PendingObject pending = store.begin(id);
        await(pending.write(Buffer.buffer(random(PART + 100_000))));

        SealedObject sealed = new SealedObject(id, keys.create().wrapped());
        assertThatThrownBy(() -> collect(store.read(sealed)))
                .isInstanceOf(StorageException.Missing.class);
        assertThat(begun()).doesNotContain(id);

        assertThat(await(store.discardPending(Instant.now().minusSeconds(5)))).isEqualTo(1);
        assertThatThrownBy(() -> await(pending.commit())).isInstanceOf(StorageException.class);
    }

    @Test
    void aDiscardedObjectLeavesNoTrace() {
        PendingObject pending = store.begin(ObjectId.create());
        await(pending.write(Buffer.buffer(random(2 * PART))));

        await(pending.discard());

        assertThat(await(store.discardPending(Instant.now().plusSeconds(1)))).isZero();
        assertThat(begun()).doesNotContain(pending.id());
    }

    @Test
    void objectsOfAPeriodAreListedAndDeletedOnesAreGone() {
        Instant then = Instant.now().minus(Duration.ofDays(400));
        ObjectId old = ObjectId.createdAt(then);
        store(old, random(10));
        StoredObject today = store(ObjectId.create(), random(10));

        assertThat(
                        await(
                                store.begun(then.minusSeconds(90), then.plusSeconds(90))
                                        .collect()
                                        .asList()))
                .containsExactly(old);
        assertThat(begun()).contains(today.id()).doesNotContain(old);

        await(store.delete(today.id()));
        await(store.delete(today.id()));

        assertThat(begun()).doesNotContain(today.id());
        assertThatThrownBy(() -> collect(store.read(today.sealed())))
                .isInstanceOf(StorageException.Missing.class);
    }

    @Test
    void bytesThatWereChangedInTheBucketAreNotDelivered() throws IOException {
        StoredObject stored = store(ObjectId.create(), random(300_000));
        byte[] encrypted = Files.readAllBytes(file(stored.id()));
        encrypted[200_000] ^= 1;
        Files.write(file(stored.id()), encrypted);

        assertThatThrownBy(() -> collect(store.read(stored.sealed())))
                .isInstanceOf(StorageException.Broken.class);
    }

    @Test
    void aServerThatIsAwayIsAFailureThatPassesAndWhatWasCommittedIsStillThere() {
        byte[] content = random(1000);
        StoredObject stored = store(ObjectId.create(), content);
        PendingObject pending = store.begin(ObjectId.create());
        await(pending.write(Buffer.buffer(content)));

        server.kill();
        assertThatThrownBy(() -> await(pending.commit()))
                .isInstanceOf(StorageException.Unavailable.class);
        assertThatThrownBy(() -> collect(store.read(stored.sealed())))
                .isInstanceOf(StorageException.Unavailable.class);

        server.restart();
        assertThat(collect(store.read(stored.sealed())).getBytes()).isEqualTo(content);
    }

    @Test
    void aWrongSecretIsRefused() {
        try (S3Store other = new S3Store(new Config(server.endpoint(), "wrong"), keys, workers)) {
            PendingObject pending = other.begin(ObjectId.create());

            assertThatThrownBy(() -> await(pending.commit()))
                    .isInstanceOf(StorageException.Broken.class)
                    .hasMessageContaining("403");
        }
    }

    private StoredObject store(ObjectId id, byte[] content) {
        PendingObject pending = store.begin(id);
        for (int start = 0; start < content.length; start += 250_000) {
            int end = Math.min(content.length, start + 250_000);
            await(pending.write(Buffer.buffer(content).getBuffer(start, end)));
        }
        return await(pending.commit());
    }

    private List<ObjectId> begun() {
        Instant now = Instant.now();
        return await(store.begun(now.minusSeconds(600), now.plusSeconds(60)).collect().asList());
    }

    private static Path file(ObjectId id) throws IOException {
        try (Stream<Path> all = Files.walk(server.files())) {
            return all.filter(file -> file.getFileName().toString().equals(id.toString()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Buffer collect(Multi<Buffer> chunks) {
        return await(chunks.collect().in(Buffer::buffer, Buffer::appendBuffer));
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
