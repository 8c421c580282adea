package org.radbridge.ingest.storage;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The bucket of an S3 service; for the kind s3. */
@ConfigMapping(prefix = "radbridge.storage.s3")
public interface S3Config {

    /** The service's address; empty for AWS itself. */
    Optional<URI> endpoint();

    /** The region that requests are signed for. */
    @WithDefault("us-east-1")
    String region();

    /** The bucket, which must exist. */
    Optional<String> bucket();

    /** Put before every object's name, so that a bucket can be shared; ends with a slash. */
    @WithDefault("radbridge/")
    String prefix();

    /** The access key; empty for what the environment grants (instance role, AWS variables). */
    Optional<String> accessKey();

    /** The secret of the access key. */
    Optional<String> secretKey();

    /** Whether the bucket stands in the path rather than in the host's name. */
    @WithDefault("true")
    boolean pathStyle();

    /** How much of an object is kept in memory until it is sent: 5M at least, S3's own limit. */
    @WithDefault("8M")
    MemorySize partSize();

    /** How many requests are under way at most. */
    @WithDefault("64")
    int connections();

    /** How long one request may take, its repetitions included. */
    @WithDefault("PT60S")
    Duration timeout();
}
