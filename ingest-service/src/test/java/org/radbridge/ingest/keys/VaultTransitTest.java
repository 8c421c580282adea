package org.radbridge.ingest.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a small HTTP server with real AES that follows Vault's API: not against Vault itself. */
@Tag("A11")
class VaultTransitTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Longer than a busy machine needs for its first request: only one test is about time. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final byte[] KEY =
            "thirty-two bytes of a secret key".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path folder;
    private final Vertx vertx = Vertx.vertx();
    private TransitServer vault;
    private VaultTransit transit;

    private record Config(
            URI at, Optional<String> token, Optional<Path> tokenFile, Duration timeout)
            implements KeysConfig.Vault {
        @Override
        public Optional<URI> address() {
            return Optional.of(at);
        }

        @Override
        public Optional<Path> caCertificates() {
            return Optional.empty();
        }

        @Override
        public Optional<String> namespace() {
            return Optional.empty();
        }

        @Override
        public String mount() {
            return "transit";
        }

        @Override
        public String key() {
            return "radbridge";
        }
    }

    @BeforeEach
    void open() {
        vault = TransitServer.start();
        transit = withToken(TransitServer.TOKEN);
    }

    @AfterEach
    void close() {
        vault.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private VaultTransit withToken(String token) {
        return new VaultTransit(
                vertx, new Config(vault.address(), Optional.of(token), Optional.empty(), TIMEOUT));
    }

    @Test
    void whatVaultWrapsItOpensAgain() {
        String wrapped = await(transit.wrap(KEY));

        assertThat(wrapped).startsWith("vault:v1:");
        assertThat(await(transit.unwrap(wrapped))).isEqualTo(KEY);
    }

    @Test
    void afterARotationInVaultAKeyIsWrappedAnewWithoutLeavingIt() {
        String before = await(transit.wrap(KEY));
        vault.rotate();

        String after = await(transit.rewrap(before));

        assertThat(after).startsWith("vault:v2:");
        assertThat(await(transit.unwrap(after))).isEqualTo(KEY);
        assertThat(await(transit.unwrap(before))).isEqualTo(KEY);
    }

    @Test
    void aTokenFileIsReadAnewForEachUse() throws Exception {
        Path file = folder.resolve("token");
        Files.writeString(file, "expired\n");
        VaultTransit byFile =
                new VaultTransit(
                        vertx,
                        new Config(vault.address(), Optional.empty(), Optional.of(file), TIMEOUT));
        assertThatThrownBy(() -> await(byFile.wrap(KEY)))
                .satisfies(failsWith(KeyFailure.KEY_REFUSED));

        Files.writeString(file, TransitServer.TOKEN + "\n");

        assertThat(await(byFile.wrap(KEY))).startsWith("vault:v1:");
    }

    @Test
    void aRefusalIsToldFromAnOutage() {
        assertThatThrownBy(() -> await(withToken("wrong").wrap(KEY)))
                .satisfies(failsWith(KeyFailure.KEY_REFUSED));
        assertThatThrownBy(() ->
                        await(transit.unwrap("vault:v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")))
                .satisfies(failsWith(KeyFailure.KEY_REFUSED));

        vault.seal(true);
        assertThatThrownBy(() -> await(transit.wrap(KEY)))
                .satisfies(failsWith(KeyFailure.KEY_SERVICE_UNAVAILABLE));
        vault.close();
        assertThatThrownBy(() -> await(transit.wrap(KEY)))
                .satisfies(failsWith(KeyFailure.KEY_SERVICE_UNAVAILABLE));
    }

    @Test
    void aVaultThatHangsIsGivenUpInTime() {
        VaultTransit impatient =
                new VaultTransit(
                        vertx,
                        new Config(
                                vault.address(),
                                Optional.of(TransitServer.TOKEN),
                                Optional.empty(),
                                Duration.ofSeconds(1)));
        CountDownLatch end = new CountDownLatch(1);
        vault.hangUntil(end);
        long began = System.nanoTime();

        assertThatThrownBy(() -> await(impatient.wrap(KEY)))
                .satisfies(failsWith(KeyFailure.KEY_SERVICE_UNAVAILABLE));

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        end.countDown();
    }

    @Test
    void noObjectCostsARequestToVault() {
        WrappingKeys keys = new WrappingKeys();
        String wrapped = await(transit.wrap(KEY));
        keys.put(1, await(transit.unwrap(wrapped)));
        int before = vault.requests();

        for (int i = 0; i < 1000; i++) {
            DataKey key = keys.create();
            assertThat(await(keys.open(key.wrapped())).secret()).isEqualTo(key.secret());
        }

        assertThat(vault.requests()).isEqualTo(before);
    }

    private static org.assertj.core.api.ThrowingConsumer<Throwable> failsWith(KeyFailure failure) {
        return thrown ->
                assertThat(thrown)
                        .isInstanceOfSatisfying(
                                KeyException.class,
                                e -> assertThat(e.failureId()).isEqualTo(failure));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
