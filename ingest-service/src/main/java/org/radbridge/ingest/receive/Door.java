package org.radbridge.ingest.receive;

/** How an instance came in. */
public enum Door {
    C_STORE("c-store"),
    STOW_RS("stow-rs");

    private final String wireName;

    Door(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the database and over HTTP. */
    public String wireName() {
        return wireName;
    }
}
