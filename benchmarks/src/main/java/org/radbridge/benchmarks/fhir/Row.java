package org.radbridge.benchmarks.fhir;

import java.util.Arrays;
import org.radbridge.devstack.part.OptionException;

/** What is measured. */
enum Row {
    READ("read a report", 5),
    BY_PATIENT("search reports by patient", 5),
    WITH_INCLUDE("search reports by patient, with findings and patient included", 5),
    TRANSACTION("transaction of a study's resources", 3),
    TRANSACTION_JUDGED("the same, HAPI's server validating too", 3);

    private final String words;
    private final double goal;

    Row(String words, double goal) {
        this.words = words;
        this.goal = goal;
    }

    /**
     * The row that an option names, as {@code by-patient}.
     *
     * @throws OptionException when there is none such
     */
    static Row of(String name) {
        return Arrays.stream(values())
                .filter(row -> row.name().replace('_', '-').equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new OptionException(
                                "'"
                                        + name
                                        + "' is no row. Next: read, by-patient, with-include,"
                                        + " transaction, transaction-judged"));
    }

    String words() {
        return words;
    }

    /** Whether HAPI's server is to judge what is written, as Radbridge does. */
    boolean peerValidates() {
        return this == TRANSACTION_JUDGED;
    }

    /** How many times HAPI's throughput is asked for. */
    double goal() {
        return goal;
    }
}
