package org.radbridge.benchmarks.fhir;

/** What is measured. */
enum Row {
    READ("read a report", 5),
    BY_PATIENT("search reports by patient", 5),
    WITH_INCLUDE("search reports by patient, with findings and patient included", 5),
    TRANSACTION("transaction of a study's resources", 3);

    private final String words;
    private final double goal;

    Row(String words, double goal) {
        this.words = words;
        this.goal = goal;
    }

    String words() {
        return words;
    }

    /** How many times HAPI's throughput is asked for. */
    double goal() {
        return goal;
    }
}
