package org.radbridge.fhirmapper.pacs;

import org.radbridge.kit.failure.FailureId;

/** Why a result is not in a PACS yet. */
public enum PacsFailure implements FailureId {
    UNREACHABLE("pacs-unreachable", "The PACS does not answer"),
    REFUSED("pacs-refused", "The PACS refused an object"),
    NOT_CONFIRMED("pacs-not-confirmed", "The PACS does not confirm an object");

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
