package org.radbridge.ingest.receive;

import org.jspecify.annotations.Nullable;

/**
 * Who sends.
 *
 * @param door through which door
 * @param name the calling AE title, or the client's, user's or archive's name
 * @param callingAe the calling AE title; null when it did not come by DIMSE
 */
public record Sender(Door door, String name, @Nullable String callingAe) {

    /** A C-STORE SCU. */
    public static Sender callingAe(String title) {
        return new Sender(Door.C_STORE, title, title);
    }

    /** A STOW-RS client. */
    public static Sender client(String name) {
        return new Sender(Door.STOW_RS, name, null);
    }

    /** Another archive that was asked for prior studies. */
    public static Sender archive(String name) {
        return new Sender(Door.ARCHIVE, name, null);
    }
}
