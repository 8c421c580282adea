package org.radbridge.ingest.ae;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an application entity may ask of this one. C-ECHO is for all that are known. */
public enum Service {
    /** C-STORE. */
    STORE("store"),
    /** C-FIND. */
    QUERY("query"),
    /** C-MOVE and C-GET. */
    RETRIEVE("retrieve"),
    /** Storage commitment. */
    COMMIT("commit"),
    /** Modality performed procedure steps. */
    MPPS("mpps"),
    /** Instance availability notifications. */
    IAN("ian");

    private final String yamlName;

    Service(String yamlName) {
        this.yamlName = yamlName;
    }

    /** The name in the settings file. */
    public String yamlName() {
        return yamlName;
    }

    static Optional<Service> ofYamlName(String name) {
        return Arrays.stream(values()).filter(s -> s.yamlName.equals(name)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(s -> s.yamlName).collect(Collectors.joining(", "));
    }
}
