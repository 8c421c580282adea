package org.radbridge.ingest.keys;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The wrapping keys in memory, by number. The highest wraps new data keys, all of them open. AES
 * Key Wrap needs no nonce, so that one key may wrap any number of data keys.
 */
public final class WrappingKeys implements DataKeys {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KEY_WRAP = "AESWrap";

    private final ConcurrentNavigableMap<Integer, SecretKey> keys = new ConcurrentSkipListMap<>();

    /** Adds a key of 256 bits. */
    public void put(int number, byte[] key) {
        keys.put(number, new SecretKeySpec(key, "AES"));
    }

    /** Whether the key is in memory. */
    public boolean has(int number) {
        return keys.containsKey(number);
    }

    /** Drops a key that opens nothing any more. */
    public void remove(int number) {
        keys.remove(number);
    }

    @Override
    public DataKey create() {
        byte[] secret = new byte[DataKey.BYTES];
        RANDOM.nextBytes(secret);
        return new DataKey(wrap(secret), secret);
    }

    private WrappedKey wrap(byte[] secret) {
        var current = keys.lastEntry();
        if (current == null) {
            throw new KeyException(KeyFailure.KEY_UNUSABLE, "no wrapping key is in memory", null);
        }
        try {
            Cipher cipher = Cipher.getInstance(KEY_WRAP);
            cipher.init(Cipher.WRAP_MODE, current.getValue());
            return new WrappedKey(
                    Buffer.buffer(WrappedKey.BYTES)
                            .appendInt(current.getKey())
                            .appendBytes(cipher.wrap(new SecretKeySpec(secret, "AES"))));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has AES Key Wrap", impossible);
        }
    }

    @Override
    public Uni<DataKey> open(WrappedKey wrapped) {
        return Uni.createFrom().item(() -> unwrap(wrapped));
    }

    /** The same data key under the newest wrapping key. */
    public WrappedKey rewrap(WrappedKey wrapped) {
        return wrap(unwrap(wrapped).secret());
    }

    private DataKey unwrap(WrappedKey wrapped) {
        @Nullable SecretKey key = keys.get(wrapped.wrappingKey());
        if (key == null) {
            throw new KeyException(
                    KeyFailure.KEY_UNUSABLE,
                    "wrapping key " + wrapped.wrappingKey() + " is gone",
                    null);
        }
        try {
            Cipher cipher = Cipher.getInstance(KEY_WRAP);
            cipher.init(Cipher.UNWRAP_MODE, key);
            byte[] secret = cipher.unwrap(wrapped.sealed(), "AES", Cipher.SECRET_KEY).getEncoded();
            return new DataKey(wrapped, secret);
        } catch (GeneralSecurityException e) {
            throw new KeyException(
                    KeyFailure.KEY_UNUSABLE,
                    "wrapping key " + wrapped.wrappingKey() + " does not open a data key",
                    e);
        }
    }
}
