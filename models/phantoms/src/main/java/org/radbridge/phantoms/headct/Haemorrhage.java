package org.radbridge.phantoms.headct;

import java.util.Arrays;

/**
 * The six labels of the RSNA 2019 haemorrhage data, in the model's order. {@link #ANY} is true
 * where one of the others is; it is never drawn itself.
 */
public enum Haemorrhage {
    ANY("any"),
    EPIDURAL("epidural"),
    SUBDURAL("subdural"),
    SUBARACHNOID("subarachnoid"),
    INTRAPARENCHYMAL("intraparenchymal"),
    INTRAVENTRICULAR("intraventricular");

    private final String label;

    Haemorrhage(String label) {
        this.label = label;
    }

    /** The name in the model's label list. */
    public String label() {
        return label;
    }

    /** The haemorrhage with this label. */
    public static Haemorrhage ofLabel(String label) {
        return Arrays.stream(values())
                .filter(haemorrhage -> haemorrhage.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no haemorrhage " + label));
    }
}
