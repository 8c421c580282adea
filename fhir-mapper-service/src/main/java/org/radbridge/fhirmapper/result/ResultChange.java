package org.radbridge.fhirmapper.result;

import org.radbridge.contracts.Lane;

/**
 * A study's shown result came to be or changed.
 *
 * @param studyInstanceUid (0020,000D)
 * @param revision the revision of the study that was analysed
 * @param edition the edition of the result: see {@code Review}
 * @param lane how soon others have to know
 */
public record ResultChange(String studyInstanceUid, int revision, int edition, Lane lane) {

    /** Names this result: for the deduplication of what is done about it. */
    public String id() {
        return studyInstanceUid + "/" + revision + "/" + edition;
    }
}
