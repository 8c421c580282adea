package org.radbridge.ingest.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.json.BulkDataUris;

/** Notes where the values lie that the metadata of an instance leaves out. */
public final class BulkDataLocations implements BulkDataUris {
    private final LongUnaryOperator place;
    private final List<BulkDataLocation> noted = new ArrayList<>();

    /**
     * @param place turns the offset that an element tells into one in the stored object
     */
    public BulkDataLocations(LongUnaryOperator place) {
        this.place = place;
    }

    @Override
    public Optional<String> uriOf(String path, Element element) {
        if (!(element instanceof SkippedElement skipped)) {
            return Optional.empty();
        }
        noted.add(
                new BulkDataLocation(
                        path,
                        place.applyAsLong(skipped.offset()),
                        skipped.length(),
                        skipped.encapsulated()));
        return Optional.of(path);
    }

    /**
     * The metadata to store: what was written with these URIs, and the locations. The two are
     * apart, since a fingerprint of the content is taken of the former: the same content may lie
     * elsewhere.
     */
    public String locatedIn(String metadata) {
        if (noted.isEmpty()) {
            return metadata;
        }
        StringBuilder located = new StringBuilder(metadata.length() + 64 * noted.size());
        int done = 0;
        for (BulkDataLocation location : noted) {
            String reference = BulkDataLocation.MARK + location.path() + '"';
            int at = metadata.indexOf(reference, done);
            located.append(metadata, done, at + BulkDataLocation.MARK.length());
            located.append(location.text());
            done = at + reference.length() - 1;
        }
        return located.append(metadata, done, metadata.length()).toString();
    }
}
