package org.radbridge.benchmarks.visible;

/** What is sent. */
enum Kind {
    /** One radiograph of 2 MiB. */
    CHEST("chest radiographs"),
    /** One series of 24 slices, 128 KiB each. */
    HEAD("head CTs");

    private final String plural;

    Kind(String plural) {
        this.plural = plural;
    }

    /** For people. */
    String plural() {
        return plural;
    }
}
