package org.radbridge.benchmarks.ingest.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.radbridge.benchmarks.ingest.corpus.Outgoing;

/**
 * What no server can beat on this disk with a file and an fsync per object: the same bytes, written
 * by threads that do nothing else. Encrypted or not, in pieces as they would come from a socket.
 */
public final class RawLoad implements Load {

    private static final int PIECE = 64 * 1024;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** So many pieces, and the JVM has compiled the cipher to the processor's own instructions. */
    private static final int WARM_PIECES = 20_000;

    private static final AtomicBoolean WARM = new AtomicBoolean();

    private final Path folder;
    private final int count;
    private final boolean encrypted;
    private final List<byte[]> objects;
    private final ExecutorService threads;
    private final SecureRandom random = new SecureRandom();

    /**
     * The cipher is warmed up by the first one.
     *
     * @param folder made now, and removed in the end
     * @param count how many threads share the objects
     */
    public RawLoad(Path folder, int count, boolean encrypted, List<Outgoing> instances)
            throws IOException {
        this.count = count;
        this.encrypted = encrypted;
        if (encrypted && !WARM.getAndSet(true)) {
            warmUp();
        }
        this.folder = Files.createDirectories(folder);
        this.objects = instances.stream().map(instance -> instance.file().getBytes()).toList();
        this.threads = Executors.newFixedThreadPool(count);
    }

    @Override
    public Done run() throws IOException, InterruptedException {
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = i;
            work.add(
                    threads.submit(() -> {
                        writeAll(first);
                        return null;
                    }));
        }
        for (Future<?> each : work) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
        }
        return new Done(objects.size(), objects.stream().mapToLong(bytes -> bytes.length).sum());
    }

    private void warmUp() throws IOException {
        try {
            Writer writer = new Writer();
            byte[] piece = new byte[PIECE];
            writer.begin();
            for (int i = 0; i < WARM_PIECES; i++) {
                writer.cipher.update(piece, 0, PIECE, writer.sealed, 0);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private void writeAll(int first) throws IOException, GeneralSecurityException {
        Writer writer = new Writer();
        for (int i = first; i < objects.size(); i += count) {
            writer.write(folder.resolve(Integer.toString(i)), objects.get(i));
        }
    }

    /** One thread's buffers and cipher. */
    private final class Writer {
        private final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        private final byte[] sealed = new byte[2 * PIECE];

        Writer() throws GeneralSecurityException {}

        void write(Path file, byte[] object) throws IOException, GeneralSecurityException {
            try (FileChannel channel =
                    FileChannel.open(
                            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                if (encrypted) {
                    encrypt(channel, object);
                } else {
                    put(channel, object, 0, object.length);
                }
                channel.force(true);
            }
        }

        /** A key and a nonce of its own for each object. */
        void begin() throws GeneralSecurityException {
            byte[] key = new byte[KEY_BYTES];
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(key);
            random.nextBytes(nonce);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
        }

        private void encrypt(FileChannel channel, byte[] object)
                throws IOException, GeneralSecurityException {
            begin();
            for (int from = 0; from < object.length; from += PIECE) {
                int length = Math.min(PIECE, object.length - from);
                put(channel, sealed, 0, cipher.update(object, from, length, sealed, 0));
            }
            put(channel, sealed, 0, cipher.doFinal(sealed, 0));
        }

        private static void put(FileChannel channel, byte[] bytes, int from, int length)
                throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (int i = 0; i < objects.size(); i++) {
            Files.deleteIfExists(folder.resolve(Integer.toString(i)));
        }
        Files.delete(folder);
    }
}
