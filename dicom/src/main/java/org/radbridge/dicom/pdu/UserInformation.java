package org.radbridge.dicom.pdu;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The user information item, PS3.8 §9.3.2.3 and annex D: its sub-items in the order in which they
 * stand on the wire. Sub-items that the standard does not know are kept as {@link
 * UserInformationItem.Unknown} and mean nothing to negotiation.
 */
public record UserInformation(List<UserInformationItem> items) {

    public UserInformation {
        items = List.copyOf(items);
    }

    /** The items given, in that order. */
    public static UserInformation of(UserInformationItem... items) {
        return new UserInformation(List.of(items));
    }

    /** The first sub-item of this kind. */
    public <T extends UserInformationItem> Optional<T> first(Class<T> kind) {
        return all(kind).findFirst();
    }

    /** Every sub-item of this kind, in order. */
    public <T extends UserInformationItem> Stream<T> all(Class<T> kind) {
        return items.stream().filter(kind::isInstance).map(kind::cast);
    }

    /**
     * The longest variable field of a P-DATA-TF that the sender of this item receives, in bytes; 0
     * when it sets no limit (PS3.8 §D.1).
     */
    public long maximumLength() {
        return first(UserInformationItem.MaximumLength.class)
                .map(UserInformationItem.MaximumLength::bytes)
                .orElse(0L);
    }
}
