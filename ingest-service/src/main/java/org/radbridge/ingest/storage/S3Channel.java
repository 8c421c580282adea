package org.radbridge.ingest.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * An object of a bucket as a channel: read in order it is one request, and each jump is one more.
 * The service sends as fast as is read here. Blocks; one call at a time.
 */
final class S3Channel implements SeekableByteChannel {
    private final S3Bucket bucket;
    private final String key;
    private final long window;
    private @Nullable ResponseInputStream<GetObjectResponse> stream;
    private long streamEnd;
    private long position;
    private long size;
    private boolean open = true;

    private S3Channel(S3Bucket bucket, String key, long window) {
        this.bucket = bucket;
        this.key = key;
        this.window = window;
    }

    /**
     * Begins to read.
     *
     * @param window how many bytes one request asks for; {@code Long.MAX_VALUE} for all
     * @throws NoSuchFileException when there is no such object
     */
    static S3Channel open(S3Bucket bucket, String key, long window) throws IOException {
        S3Channel channel = new S3Channel(bucket, key, window);
        channel.request();
        return channel;
    }

    /** Asks for what is at the position; learns the object's size. */
    private ResponseInputStream<GetObjectResponse> request() throws IOException {
        drop();
        long last = window > Long.MAX_VALUE - position ? -1 : position + window - 1;
        String range = "bytes=" + position + "-" + (last < 0 ? "" : Long.toString(last));
        ResponseInputStream<GetObjectResponse> response = answered(range);
        stream = response;
        GetObjectResponse head = response.response();
        String total = head.contentRange();
        size =
                total == null
                        ? head.contentLength()
                        : Long.parseLong(total.substring(total.lastIndexOf('/') + 1));
        streamEnd = position + head.contentLength();
        return response;
    }

    private ResponseInputStream<GetObjectResponse> answered(String range) throws IOException {
        try {
            return bucket.client()
                    .getObject(
                            get -> get.bucket(bucket.name()).key(key).range(range),
                            AsyncResponseTransformer.toBlockingInputStream())
                    .get(bucket.config().timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (S3Failures.unwrapped(e) instanceof NoSuchKeyException) {
                throw (IOException) new NoSuchFileException(key).initCause(e);
            }
            throw S3Failures.translate(e);
        } catch (TimeoutException e) {
            throw new StorageException.Unavailable("the object store does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (position >= size) {
            return -1;
        }
        ResponseInputStream<GetObjectResponse> from = stream;
        if (from == null || position >= streamEnd) {
            from = request();
        }
        byte[] bytes = new byte[Math.min(target.remaining(), 64 * 1024)];
        int read = from.read(bytes, 0, (int) Math.min(bytes.length, streamEnd - position));
        if (read < 0) {
            throw new StorageException.Unavailable("the object store broke off", null);
        }
        target.put(bytes, 0, read);
        position += read;
        return read;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        if (newPosition != position) {
            drop();
            position = newPosition;
        }
        return this;
    }

    private void drop() {
        if (stream != null) {
            stream.abort();
            stream = null;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        drop();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }
}
