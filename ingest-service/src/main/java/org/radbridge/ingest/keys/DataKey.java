package org.radbridge.ingest.keys;

/** The key of one object: 256 random bits. It never leaves memory but wrapped. */
public final class DataKey {
    /** The length of a key. */
    public static final int BYTES = 32;

    private final WrappedKey wrapped;
    private final byte[] secret;

    DataKey(WrappedKey wrapped, byte[] secret) {
        this.wrapped = wrapped;
        this.secret = secret;
    }

    /** What is kept of it. */
    public WrappedKey wrapped() {
        return wrapped;
    }

    /** The key material; not to be changed, not to be kept. */
    public byte[] secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "data key under wrapping key " + wrapped.wrappingKey();
    }
}
