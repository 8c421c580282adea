package org.radbridge.fhirmapper.study;

import org.radbridge.kit.failure.FailureId;

/** Why a study's metadata or an image could not be had. */
public enum ArchiveFailure implements FailureId {
    UNREACHABLE("archive-unreachable", "The archive does not answer"),
    REFUSED("archive-refused", "The archive refused the request"),
    UNREADABLE("archive-metadata-unreadable", "The archive's answer is not what was asked for"),
    TOO_LARGE("archive-image-too-large", "An image is larger than may be held in memory");

    private final String id;
    private final String title;

    ArchiveFailure(String id, String title) {
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
