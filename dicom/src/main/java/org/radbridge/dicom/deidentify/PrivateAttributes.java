package org.radbridge.dicom.deidentify;

import java.util.HashSet;
import java.util.Set;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;

/** Which private attributes of a data set stay: those known to be safe, and their creators. */
final class PrivateAttributes {
    private PrivateAttributes() {}

    /** Tags. */
    record Kept(Set<Integer> tags) {
        boolean contains(int tag) {
            return tags.contains(tag);
        }
    }

    static Kept kept(DataSet dataSet, DeidentificationOptions options) {
        Set<Integer> tags = new HashSet<>();
        if (!options.has(ProfileOption.RETAIN_SAFE_PRIVATE)) {
            return new Kept(tags);
        }
        for (Element element : dataSet) {
            int tag = element.tag();
            if (!Dictionary.isPrivate(tag) || Dictionary.isPrivateCreator(tag)) {
                continue;
            }
            int creatorTag = tag & 0xFFFF0000 | tag >>> 8 & 0xFF;
            boolean safe =
                    dataSet.element(creatorTag).isPresent()
                            && dataSet.string(creatorTag)
                                    .map(creator ->
                                            new SafePrivateAttribute(
                                                    tag >>> 16, creator, tag & 0xFF))
                                    .filter(options.safePrivate()::contains)
                                    .isPresent();
            if (safe) {
                tags.add(tag);
                tags.add(creatorTag);
            }
        }
        return new Kept(tags);
    }
}
