package org.radbridge.ingest.wado;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.json.BulkDataResolver;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.ingest.index.BulkDataLocation;

/**
 * One frame of an uncompressed object that need not be read whole: what describes it stands in the
 * index, and its cells are a run of bytes. So a picture of an object of gigabytes costs what its
 * frame does.
 *
 * @param image attributes of the image, those of this frame only
 * @param offset bytes of the object before the frame
 * @param length bytes of the frame
 */
record FrameAlone(DataSet image, long offset, int length) {
    /** Objects that are read whole with little more effort. */
    private static final long SMALL = 16 << 20;

    private static final String PIXEL_DATA = "7FE00010";
    private static final String PALETTES_AND_TABLES = "0028";

    /**
     * Where a frame lies; empty for an object that is small or compressed, or whose lookup tables
     * are bulk data too.
     *
     * @param number from 1; the one in the middle when empty
     */
    static Optional<FrameAlone> of(DetailedInstance found, OptionalInt number) {
        if (found.instance().size() < SMALL
                || !PlainSyntaxes.isNative(found.instance().transferSyntaxUid())
                || hasLargeTables(found.metadata())) {
            return Optional.empty();
        }
        return BulkDataLocation.find(found.metadata(), PIXEL_DATA)
                .flatMap(location -> at(location, found.metadata(), number));
    }

    private static boolean hasLargeTables(String metadata) {
        return BulkDataLocation.all(metadata).stream()
                .anyMatch(location ->
                        location.path()
                                .substring(location.path().lastIndexOf('/') + 1)
                                .startsWith(PALETTES_AND_TABLES));
    }

    private static Optional<FrameAlone> at(
            BulkDataLocation location, String metadata, OptionalInt number) {
        DataSet image = DicomJson.read(metadata, BulkDataResolver.LEAVE_OUT);
        int frames = image.integer(Tag.NumberOfFrames).orElse(1);
        int frame = number.orElse(frames / 2 + 1) - 1;
        OptionalInt length = FrameLength.of(image);
        if (frame >= frames
                || length.isEmpty()
                || (frame + 1L) * length.getAsInt() > location.length()) {
            return Optional.empty();
        }
        List<DataSet> groups = image.items(Tag.PerFrameFunctionalGroupsSequence);
        if (frame < groups.size()) {
            image.putItems(Tag.PerFrameFunctionalGroupsSequence, groups.get(frame));
        }
        image.put(Tag.NumberOfFrames, "1");
        return Optional.of(
                new FrameAlone(
                        image,
                        location.offset() + (long) frame * length.getAsInt(),
                        length.getAsInt()));
    }

    /** The image of this frame. */
    Image with(byte[] cells) {
        return Image.of(
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                image.putBytes(Tag.PixelData, Vr.OW, cells));
    }
}
