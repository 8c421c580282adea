package org.radbridge.phantoms.reference;

import com.fasterxml.jackson.databind.JsonNode;

/** All labels' answers together: how many present ones were found, how many absent ones quiet. */
final class Tally {
    private int present;
    private int found;
    private int absent;
    private int quiet;
    private int peaks;
    private int peaksOnLesion;

    void add(boolean isPresent, boolean isFound) {
        if (isPresent) {
            present++;
            found += isFound ? 1 : 0;
        } else {
            absent++;
            quiet += isFound ? 0 : 1;
        }
    }

    void addPeak(boolean onLesion) {
        peaks++;
        peaksOnLesion += onLesion ? 1 : 0;
    }

    double sensitivity() {
        return (double) found / present;
    }

    double specificity() {
        return (double) quiet / absent;
    }

    double peakOnLesion() {
        return (double) peaksOnLesion / peaks;
    }

    /** The sensitivity that the card claims, all labels together. */
    static double claimedSensitivity(JsonNode figures) {
        double sum = 0;
        int positives = 0;
        for (JsonNode figure : figures) {
            positives += figure.get("positives").asInt();
            sum += figure.get("positives").asInt() * figure.get("sensitivity").asDouble();
        }
        return sum / positives;
    }

    /** The specificity that the card claims, all labels together. */
    static double claimedSpecificity(JsonNode figures) {
        double sum = 0;
        int negatives = 0;
        for (JsonNode figure : figures) {
            int absent = figure.get("count").asInt() - figure.get("positives").asInt();
            negatives += absent;
            sum += absent * figure.get("specificity").asDouble();
        }
        return sum / negatives;
    }
}
