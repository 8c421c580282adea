package org.radbridge.phantoms;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.phantoms.chest.ChestFinding;
import org.radbridge.phantoms.chest.ChestPhantom;
import org.radbridge.phantoms.chest.ChestRadiograph;
import org.radbridge.phantoms.plane.Mask;

/**
 * One frontal chest radiograph as a Digital X-Ray (PS3.3 A.26) or Computed Radiography object
 * (PS3.3 A.2).
 *
 * @param tension whether the pneumothorax is under tension
 * @param matrix rows and columns
 * @param monochrome1 whether low stored values are bright
 * @param computed whether it is CR, not DX
 */
public record ChestStudy(
        StudyIdentity identity,
        Set<ChestFinding> findings,
        boolean tension,
        int matrix,
        boolean monochrome1,
        boolean computed)
        implements PhantomStudy {
    private static final int MATRIX = 1024;

    public ChestStudy {
        findings = Set.copyOf(findings);
    }

    static ChestStudy of(long seed, Set<ChestFinding> findings, boolean tension) {
        String drawn = findings + (tension ? " tension" : "");
        StudyIdentity identity = StudyIdentity.of("Chest", seed, drawn);
        return new ChestStudy(identity, findings, tension, MATRIX, false, false);
    }

    @Override
    public ChestStudy salted(String salt) {
        return identifiedBy(
                new StudyIdentity(
                        identity.kind(),
                        identity.seed(),
                        identity.drawn(),
                        salt,
                        identity.taken()));
    }

    @Override
    public ChestStudy takenAt(LocalDateTime taken) {
        return identifiedBy(
                new StudyIdentity(
                        identity.kind(),
                        identity.seed(),
                        identity.drawn(),
                        identity.salt(),
                        taken));
    }

    private ChestStudy identifiedBy(StudyIdentity other) {
        return new ChestStudy(other, findings, tension, matrix, monochrome1, computed);
    }

    /** The same image with other rows and columns. */
    public ChestStudy withMatrix(int rowsAndColumns) {
        return new ChestStudy(identity, findings, tension, rowsAndColumns, monochrome1, computed);
    }

    /** The same image, stored with low values bright. */
    public ChestStudy asMonochrome1() {
        return new ChestStudy(identity, findings, tension, matrix, true, computed);
    }

    /** The same image as Computed Radiography. */
    public ChestStudy asComputedRadiography() {
        return new ChestStudy(identity, findings, tension, matrix, monochrome1, true);
    }

    @Override
    public String modality() {
        return computed ? "CR" : "DX";
    }

    @Override
    public String sopClassUid() {
        return computed
                ? Uid.ComputedRadiographyImageStorage
                : Uid.DigitalXRayImageStorageForPresentation;
    }

    @Override
    public int size() {
        return 1;
    }

    /** The drawn image and its truth, before it becomes DICOM. */
    public ChestRadiograph radiograph() {
        ChestPhantom phantom =
                tension
                        ? ChestPhantom.tensionPneumothorax(identity.seed(), findings)
                        : ChestPhantom.of(identity.seed(), findings);
        return phantom.draw(matrix, matrix);
    }

    @Override
    public PhantomTruth truth() {
        Map<String, Mask> lesions = new TreeMap<>();
        radiograph().lesions().forEach((finding, mask) -> lesions.put(finding.label(), mask));
        return new PhantomTruth(
                List.of(new PhantomTruth.ImageTruth(identity.sopInstanceUid(1), lesions)));
    }

    @Override
    public DataSet dataSet(int instanceNumber) {
        if (instanceNumber != 1) {
            throw new IndexOutOfBoundsException("a radiograph has one instance");
        }
        ChestRadiograph radiograph = radiograph();
        DataSet dataSet =
                identity.common()
                        .put(Tag.SOPClassUID, sopClassUid())
                        .put(Tag.SOPInstanceUID, identity.sopInstanceUid(1))
                        .put(Tag.Modality, modality())
                        .put(Tag.SeriesDescription, "Phantom chest PA")
                        .put(Tag.BodyPartExamined, "CHEST")
                        .put(Tag.ViewPosition, "PA")
                        .put(Tag.InstanceNumber, "1")
                        .put(Tag.ImageType, "ORIGINAL", "PRIMARY", "")
                        .put(Tag.PatientOrientation, "L", "F")
                        .put(Tag.BurnedInAnnotation, "NO")
                        .put(Tag.LossyImageCompression, "00")
                        .putDoubles(
                                Tag.ImagerPixelSpacing, radiograph.spacing(), radiograph.spacing())
                        .put(Tag.WindowCenter, "2048")
                        .put(Tag.WindowWidth, "4096");
        if (!computed) {
            digitalXRay(dataSet);
        }
        return monochrome1
                ? StoredPixels.put(
                        dataSet,
                        radiograph.image(),
                        -StoredPixels.HIGHEST,
                        StoredPixels.HIGHEST,
                        "MONOCHROME1")
                : StoredPixels.put(
                        dataSet, radiograph.image(), StoredPixels.HIGHEST, 0, "MONOCHROME2");
    }

    /**
     * What DX demands beyond CR: series, anatomy, positioning, image, detector, context (PS3.3
     * C.8.11).
     */
    private void digitalXRay(DataSet dataSet) {
        dataSet.put(Tag.PresentationIntentType, "FOR PRESENTATION")
                .put(Tag.ImageLaterality, "U")
                .putItems(Tag.AnatomicRegionSequence, code("51185008", "Chest"))
                .putItems(Tag.ViewCodeSequence, code("272479007", "postero-anterior"))
                .put(Tag.PositionerType, "COLUMN")
                .put(Tag.PixelIntensityRelationship, "LOG")
                .putInts(Tag.PixelIntensityRelationshipSign, monochrome1 ? 1 : -1)
                .put(Tag.RescaleIntercept, "0")
                .put(Tag.RescaleSlope, "1")
                .put(Tag.RescaleType, "US")
                .put(Tag.PresentationLUTShape, monochrome1 ? "INVERSE" : "IDENTITY")
                .put(Tag.DetectorType, "SCINTILLATOR")
                .putItems(Tag.AcquisitionContextSequence);
    }

    private static DataSet code(String snomed, String meaning) {
        return new DataSet()
                .put(Tag.CodeValue, snomed)
                .put(Tag.CodingSchemeDesignator, "SCT")
                .put(Tag.CodeMeaning, meaning);
    }
}
