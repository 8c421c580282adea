package org.radbridge.fhirmapper.sr;

import org.radbridge.kit.failure.FailureId;

/** Why a structured report is not in the PACS yet. */
public enum PacsFailure implements FailureId {
    UNREACHABLE("pacs-unreachable", "The PACS does not answer"),
    REFUSED("pacs-refused", "The PACS refused the structured report"),
    NOT_CONFIRMED("pacs-not-confirmed", "The PACS does not show the structured report");

    private final String id;
    private final String title;

    PacsFailure(String id, String title) {
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
