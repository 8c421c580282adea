package org.radbridge.fhirmapper.heatmap;

import org.radbridge.kit.failure.FailureId;

/** Why a heat map could not be had. */
public enum HeatMapFailure implements FailureId {
    UNREACHABLE("heatmap-unreachable", "The inference-service does not answer"),
    REFUSED("heatmap-refused", "The inference-service refused a heat map"),
    MISSING("heatmap-missing", "The inference-service keeps no such heat map"),
    UNREADABLE("heatmap-unreadable", "A heat map cannot be read");

    private final String id;
    private final String title;

    HeatMapFailure(String id, String title) {
        this.id = id;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int status() {
        return 502;
    }

    @Override
    public String title() {
        return title;
    }
}
