package org.radbridge.fhirmapper.pacs;

import org.radbridge.fhirmapper.result.ResultChange;

/**
 * What a piece of delivery work is about.
 *
 * @param change the result to be told
 * @param destination the name of the destination
 */
public record ResultDelivery(ResultChange change, String destination) {

    /** Work of one kind on one study at one destination is done in its order. */
    String key() {
        return change.studyInstanceUid() + " " + destination;
    }

    /** Asked for twice, it is done once. */
    String dedupeId() {
        return change.id() + " " + destination;
    }
}
