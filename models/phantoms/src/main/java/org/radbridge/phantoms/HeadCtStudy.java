package org.radbridge.phantoms;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.phantoms.headct.Haemorrhage;
import org.radbridge.phantoms.headct.HeadCtPhantom;
import org.radbridge.phantoms.headct.HeadCtSlice;
import org.radbridge.phantoms.plane.Mask;

/**
 * One axial head CT series (PS3.3 A.3): slice 1 is the lowest.
 *
 * @param matrix rows and columns
 */
public record HeadCtStudy(StudyIdentity identity, Set<Haemorrhage> kinds, int matrix)
        implements PhantomStudy {
    private static final int MATRIX = 256;
    private static final int AIR = -1024;

    public HeadCtStudy {
        kinds = Set.copyOf(kinds);
    }

    static HeadCtStudy of(long seed, Set<Haemorrhage> kinds) {
        return new HeadCtStudy(StudyIdentity.of("Head", seed, kinds.toString()), kinds, MATRIX);
    }

    @Override
    public HeadCtStudy salted(String salt) {
        StudyIdentity other =
                new StudyIdentity(
                        identity.kind(), identity.seed(), identity.drawn(), salt, identity.taken());
        return new HeadCtStudy(other, kinds, matrix);
    }

    @Override
    public HeadCtStudy takenAt(LocalDateTime taken) {
        StudyIdentity other =
                new StudyIdentity(
                        identity.kind(), identity.seed(), identity.drawn(), identity.salt(), taken);
        return new HeadCtStudy(other, kinds, matrix);
    }

    /** The same head with other rows and columns. */
    public HeadCtStudy withMatrix(int rowsAndColumns) {
        return new HeadCtStudy(identity, kinds, rowsAndColumns);
    }

    @Override
    public String modality() {
        return "CT";
    }

    @Override
    public String sopClassUid() {
        return Uid.CTImageStorage;
    }

    @Override
    public int size() {
        return HeadCtPhantom.SLICES;
    }

    /** A drawn slice and its truth, before it becomes DICOM; counted from 1. */
    public HeadCtSlice slice(int instanceNumber) {
        return HeadCtPhantom.of(identity.seed(), kinds).draw(instanceNumber - 1, matrix);
    }

    @Override
    public PhantomTruth truth() {
        return new PhantomTruth(IntStream.rangeClosed(1, size()).mapToObj(this::truthOf).toList());
    }

    private PhantomTruth.ImageTruth truthOf(int instanceNumber) {
        Map<String, Mask> lesions = new TreeMap<>();
        slice(instanceNumber).lesions().forEach((kind, mask) -> lesions.put(kind.label(), mask));
        return new PhantomTruth.ImageTruth(identity.sopInstanceUid(instanceNumber), lesions);
    }

    @Override
    public DataSet dataSet(int instanceNumber) {
        if (instanceNumber < 1 || instanceNumber > size()) {
            throw new IndexOutOfBoundsException("slices 1 to " + size());
        }
        HeadCtSlice slice = slice(instanceNumber);
        double spacing = HeadCtPhantom.FIELD_OF_VIEW / matrix;
        double corner = (spacing - HeadCtPhantom.FIELD_OF_VIEW) / 2;
        DataSet dataSet =
                identity.common()
                        .put(Tag.SOPClassUID, sopClassUid())
                        .put(Tag.SOPInstanceUID, identity.sopInstanceUid(instanceNumber))
                        .put(Tag.Modality, modality())
                        .put(Tag.SeriesDescription, "Phantom head axial")
                        .put(Tag.BodyPartExamined, "HEAD")
                        .put(Tag.PatientPosition, "HFS")
                        .put(Tag.FrameOfReferenceUID, identity.frameOfReferenceUid())
                        .put(Tag.PositionReferenceIndicator)
                        .put(Tag.AcquisitionNumber, "1")
                        .put(Tag.InstanceNumber, Integer.toString(instanceNumber))
                        .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "AXIAL")
                        .putDoubles(Tag.PixelSpacing, spacing, spacing)
                        .putDoubles(Tag.ImageOrientationPatient, 1, 0, 0, 0, 1, 0)
                        .putDoubles(Tag.ImagePositionPatient, corner, corner, slice.z())
                        .putDoubles(Tag.SliceThickness, HeadCtPhantom.SLICE_SPACING)
                        .putDoubles(Tag.SliceLocation, slice.z())
                        .put(Tag.KVP, "120")
                        .put(Tag.RescaleIntercept, Integer.toString(AIR))
                        .put(Tag.RescaleSlope, "1")
                        .put(Tag.RescaleType, "HU")
                        .put(Tag.WindowCenter, "40")
                        .put(Tag.WindowWidth, "80");
        return StoredPixels.put(dataSet, slice.image(), 1, -AIR, "MONOCHROME2");
    }

    /** The slices in which a haemorrhage is present, as instance numbers. */
    public List<Integer> slicesWith(Haemorrhage kind) {
        return IntStream.rangeClosed(1, size())
                .filter(instance -> slice(instance).findings().contains(kind))
                .boxed()
                .toList();
    }
}
