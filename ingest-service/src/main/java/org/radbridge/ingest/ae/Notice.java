package org.radbridge.ingest.ae;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an application entity is told without having asked. */
public enum Notice {
    /** Performed procedure steps, as they are created and set here. */
    MPPS("mpps"),
    /** The instances of a study, once it is closed. */
    IAN("ian");

    private final String yamlName;

    Notice(String yamlName) {
        this.yamlName = yamlName;
    }

    static Optional<Notice> ofYamlName(String name) {
        return Arrays.stream(values()).filter(notice -> notice.yamlName.equals(name)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(n -> n.yamlName).collect(Collectors.joining(", "));
    }
}
