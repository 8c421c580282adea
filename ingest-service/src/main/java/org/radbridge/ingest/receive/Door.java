package org.radbridge.ingest.receive;

import java.util.Arrays;

/** How an instance came in. */
public enum Door {
    C_STORE("c-store"),
    STOW_RS("stow-rs"),
    IMPORT("import"),
    /** Fetched from another archive by WADO-RS. */
    ARCHIVE("archive");

    private final String wireName;

    Door(String wireName) {
        this.wireName = wireName;
    }

    /** The door of a name in the database. */
    public static Door ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(door -> door.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no door: " + wireName));
    }

    /** The name in the database and over HTTP. */
    public String wireName() {
        return wireName;
    }
}
