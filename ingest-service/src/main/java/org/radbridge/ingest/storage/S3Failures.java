package org.radbridge.ingest.storage;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the failures of an S3 service mean for an object. */
final class S3Failures {
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final int TOO_MANY_REQUESTS = 429;

    /** How S3 services other than AWS say that a bucket or a device is full. */
    private static final Set<String> FULL =
            Set.of(
                    "InsufficientCapacity",
                    "InsufficientStorage",
                    "QuotaExceeded",
                    "XMinioStorageFull",
                    "XMinioAdminBucketQuotaExceeded");

    private S3Failures() {}

    static StorageException translate(Throwable failure) {
        Throwable cause = unwrapped(failure);
        return switch (cause) {
            case StorageException known -> known;
            case S3Exception s3 -> translate(s3);
            case SdkClientException away ->
                    new StorageException.Unavailable("the object store does not answer", away);
            default -> new StorageException.Broken(cause.getClass().getSimpleName(), cause);
        };
    }

    private static StorageException translate(S3Exception s3) {
        String code = s3.awsErrorDetails() == null ? "" : s3.awsErrorDetails().errorCode();
        String detail = "the object store answers %d %s".formatted(s3.statusCode(), code);
        if (s3.statusCode() == INSUFFICIENT_STORAGE || FULL.contains(code)) {
            return new StorageException.Full(detail, s3);
        }
        if (s3.statusCode() >= 500 || s3.statusCode() == TOO_MANY_REQUESTS) {
            return new StorageException.Unavailable(detail, s3);
        }
        return new StorageException.Broken(detail, s3);
    }

    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wrapper =
                failure instanceof CompletionException || failure instanceof ExecutionException;
        return wrapper && cause != null ? cause : failure;
    }
}
