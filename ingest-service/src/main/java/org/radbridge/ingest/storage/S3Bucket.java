package org.radbridge.ingest.storage;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * The client, the bucket, and how objects are named in it: as in a volume, {@code
 * objects/2026/11/22/14/30/<id>}, so that those of a period stand together.
 */
final class S3Bucket implements AutoCloseable {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/mm").withZone(ZoneOffset.UTC);

    private final S3AsyncClient client;
    private final String name;
    private final String prefix;
    private final S3Config config;

    S3Bucket(S3Config config) {
        this.config = config;
        this.name =
                config.bucket()
                        .orElseThrow(() ->
                                new StorageException.Broken(
                                        "radbridge.storage.s3.bucket is empty", null));
        this.prefix = config.prefix() + "objects/";
        var builder =
                S3AsyncClient.builder()
                        .region(Region.of(config.region()))
                        .forcePathStyle(config.pathStyle())
                        .credentialsProvider(credentials(config))
                        // not all S3 services know the newer checksums; the content has its own
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .overrideConfiguration(o -> o.apiCallTimeout(config.timeout()))
                        .httpClientBuilder(
                                NettyNioAsyncHttpClient.builder()
                                        .maxConcurrency(config.connections())
                                        .connectionAcquisitionTimeout(config.timeout()));
        config.endpoint().ifPresent((URI endpoint) -> builder.endpointOverride(endpoint));
        this.client = builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Config config) {
        return config.accessKey()
                .<AwsCredentialsProvider>map(key ->
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(key, config.secretKey().orElse(""))))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    S3AsyncClient client() {
        return client;
    }

    String name() {
        return name;
    }

    S3Config config() {
        return config;
    }

    /** What the names of all objects begin with. */
    String prefix() {
        return prefix;
    }

    String key(ObjectId id) {
        return minute(id.createdAt()) + id;
    }

    /** What the names of the objects of a minute begin with. */
    String minute(Instant instant) {
        return prefix + MINUTE.format(instant) + "/";
    }

    static ObjectId id(String key) {
        return ObjectId.parse(key.substring(key.lastIndexOf('/') + 1));
    }

    /** One request; fails with a {@link StorageException}. */
    <T> Uni<T> ask(Function<S3AsyncClient, CompletionStage<T>> request) {
        Supplier<CompletionStage<T>> stage = () -> request.apply(client);
        return Uni.createFrom().completionStage(stage).onFailure().transform(S3Failures::translate);
    }

    @Override
    public void close() {
        client.close();
    }
}
