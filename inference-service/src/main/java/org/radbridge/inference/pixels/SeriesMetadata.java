package org.radbridge.inference.pixels;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.json.BulkDataResolver;
import org.radbridge.dicom.json.DicomJson;

/** Reads a series' metadata (PS3.18 annex F) as its images; what has no Rows is none. */
final class SeriesMetadata {
    private static final int IMAGE_FLAVOR = 2;

    private SeriesMetadata() {}

    static List<Slice> slices(String json) {
        return DicomJson.readAll(json, BulkDataResolver.LEAVE_OUT).stream()
                .filter(instance -> instance.contains(Tag.Rows))
                .flatMap(instance -> slice(instance).stream())
                .toList();
    }

    private static Optional<Slice> slice(DataSet instance) {
        Optional<String> sopInstanceUid = instance.string(Tag.SOPInstanceUID);
        Optional<String> sopClassUid = instance.string(Tag.SOPClassUID);
        if (sopInstanceUid.isEmpty() || sopClassUid.isEmpty()) {
            return Optional.empty();
        }
        List<String> imageType = instance.strings(Tag.ImageType);
        return Optional.of(
                new Slice(
                        sopInstanceUid.get(),
                        sopClassUid.get(),
                        instanceNumber(instance),
                        decimals(instance, Tag.ImagePositionPatient, 3),
                        decimals(instance, Tag.ImageOrientationPatient, 6),
                        imageType.size() > IMAGE_FLAVOR
                                && imageType.get(IMAGE_FLAVOR).equals("LOCALIZER")));
    }

    private static int instanceNumber(DataSet instance) {
        try {
            return instance.integer(Tag.InstanceNumber).orElse(0);
        } catch (InvalidValueException e) {
            return 0;
        }
    }

    /** A value that cannot be read counts as absent: then the order falls back to the number. */
    private static double @Nullable [] decimals(DataSet instance, int tag, int count) {
        try {
            double[] values = instance.decimals(tag);
            return values.length == count ? values : null;
        } catch (InvalidValueException e) {
            return null;
        }
    }
}
