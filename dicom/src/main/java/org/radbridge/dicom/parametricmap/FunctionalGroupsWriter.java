package org.radbridge.dicom.parametricmap;

import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.image.volume.Vector;
import org.radbridge.dicom.iod.ConceptCode;

/** The functional groups of a map with one frame (PS3.3 table A.75-2). */
final class FunctionalGroupsWriter {
    private static final ConceptCode SOURCE_IMAGE =
            ConceptCode.dcm("121322", "Source image for image processing operation");
    private static final ConceptCode QUANTITY = ConceptCode.sct("246205007", "Quantity");
    private static final ConceptCode FINDING = ConceptCode.dcm("121071", "Finding");

    private final ParametricMap map;
    private final MapPlane plane;

    FunctionalGroupsWriter(ParametricMap map, MapPlane plane) {
        this.map = map;
        this.plane = plane;
    }

    DataSet shared(String... frameType) {
        return new DataSet()
                .putItems(Tag.PixelMeasuresSequence, measures())
                .putItems(Tag.PlaneOrientationSequence, orientation())
                .putItems(
                        Tag.FrameAnatomySequence,
                        new DataSet()
                                .put(Tag.FrameLaterality, "U")
                                .putItems(Tag.AnatomicRegionSequence, map.anatomy().toItem()))
                .putItems(Tag.PixelValueTransformationSequence, identity())
                .putItems(Tag.FrameVOILUTSequence, window())
                .putItems(Tag.RealWorldValueMappingSequence, realWorldValues())
                .putItems(
                        Tag.ParametricMapFrameTypeSequence,
                        new DataSet().put(Tag.FrameType, frameType));
    }

    DataSet ofFrame() {
        Vector position = plane.position();
        return new DataSet()
                .putItems(
                        Tag.FrameContentSequence,
                        new DataSet()
                                .put(Tag.StackID, "1")
                                .putInts(Tag.InStackPositionNumber, 1)
                                .putInts(Tag.DimensionIndexValues, 1))
                .putItems(Tag.DerivationImageSequence, derivation())
                .putItems(
                        Tag.PlanePositionSequence,
                        new DataSet()
                                .putDoubles(
                                        Tag.ImagePositionPatient,
                                        position.x(),
                                        position.y(),
                                        position.z()));
    }

    private DataSet orientation() {
        Vector row = plane.row();
        Vector column = plane.column();
        return new DataSet()
                .putDoubles(
                        Tag.ImageOrientationPatient,
                        row.x(),
                        row.y(),
                        row.z(),
                        column.x(),
                        column.y(),
                        column.z());
    }

    /** PS3.3 section C.7.6.16.2.1; a slice is as thick as that which it lies over. */
    private DataSet measures() {
        DataSet measures = new DataSet();
        plane.spacing().ifPresent(spacing -> measures.putDoubles(Tag.PixelSpacing, spacing));
        if (!plane.onPixels()) {
            map.image()
                    .decimal(Tag.SliceThickness)
                    .ifPresent(thickness -> measures.putDoubles(Tag.SliceThickness, thickness));
        }
        return measures;
    }

    private static DataSet identity() {
        return new DataSet()
                .put(Tag.RescaleIntercept, "0")
                .put(Tag.RescaleSlope, "1")
                .put(Tag.RescaleType, "US");
    }

    /** From the least to the greatest value. */
    private DataSet window() {
        double least = map.grid().least();
        double greatest = map.grid().greatest();
        return new DataSet()
                .putDoubles(Tag.WindowCenter, (least + greatest) / 2)
                .putDoubles(Tag.WindowWidth, greatest > least ? greatest - least : 1)
                .put(Tag.VOILUTFunction, "LINEAR_EXACT");
    }

    /** The stored values are the real ones (PS3.3 section C.7.6.16.2.11). */
    private DataSet realWorldValues() {
        return new DataSet()
                .put(Tag.LUTExplanation, map.quantity().meaning())
                .put(Tag.LUTLabel, "ACTIVATION")
                .putItems(Tag.MeasurementUnitsCodeSequence, map.unit().toItem())
                .putDoubles(Tag.DoubleFloatRealWorldValueFirstValueMapped, map.grid().least())
                .putDoubles(Tag.DoubleFloatRealWorldValueLastValueMapped, map.grid().greatest())
                .putDoubles(Tag.RealWorldValueIntercept, 0)
                .putDoubles(Tag.RealWorldValueSlope, 1)
                .putItems(
                        Tag.QuantityDefinitionSequence,
                        ParametricMapWriter.coded(QUANTITY, map.quantity()),
                        ParametricMapWriter.coded(FINDING, map.property()));
    }

    private DataSet derivation() {
        DataSet source =
                ParametricMapWriter.referenced(map.source())
                        .putItems(Tag.PurposeOfReferenceCodeSequence, SOURCE_IMAGE.toItem())
                        .put(Tag.SpatialLocationsPreserved, plane.onPixels() ? "YES" : "NO");
        return new DataSet()
                .putItems(Tag.DerivationCodeSequence, map.quantity().toItem())
                .putItems(Tag.SourceImageSequence, source);
    }
}
