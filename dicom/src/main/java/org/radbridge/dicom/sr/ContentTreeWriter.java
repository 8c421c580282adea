package org.radbridge.dicom.sr;

import java.util.List;
import java.util.stream.DoubleStream;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.DecimalString;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.dicom.sr.ContentItem.Child;
import org.radbridge.dicom.sr.ContentItem.Container;

/** Encodes content items (PS3.3 tables C.17-5 and C.17.3-7). */
final class ContentTreeWriter {

    private ContentTreeWriter() {}

    /** The attributes of an item and, nested, of all below it. */
    static DataSet write(ContentItem item) {
        DataSet dataSet = new DataSet();
        ConceptCode name = item.name();
        if (name != null) {
            dataSet.putItems(Tag.ConceptNameCodeSequence, name.toItem());
        }
        switch (item) {
            case Container container -> writeContainer(container, dataSet);
            case ContentItem.Code code ->
                    dataSet.put(Tag.ValueType, "CODE")
                            .putItems(Tag.ConceptCodeSequence, code.value().toItem());
            case ContentItem.Text text ->
                    dataSet.put(Tag.ValueType, "TEXT").put(Tag.TextValue, text.value());
            case ContentItem.Num num -> writeNum(num, dataSet);
            case ContentItem.UidRef uid ->
                    dataSet.put(Tag.ValueType, "UIDREF").put(Tag.UID, uid.uid());
            case ContentItem.PName person ->
                    dataSet.put(Tag.ValueType, "PNAME").put(Tag.PersonName, person.value());
            case ContentItem.Image image -> writeImage(image, dataSet);
            case ContentItem.Composite composite ->
                    dataSet.put(Tag.ValueType, "COMPOSITE")
                            .putItems(Tag.ReferencedSOPSequence, reference(composite.object()));
            case ContentItem.SCoord shape -> writeShape(shape, dataSet);
        }
        if (!item.children().isEmpty()) {
            dataSet.putItems(
                    Tag.ContentSequence,
                    item.children().stream().map(ContentTreeWriter::writeChild).toList());
        }
        return dataSet;
    }

    private static DataSet writeChild(Child child) {
        return write(child.item()).put(Tag.RelationshipType, child.relationship().term());
    }

    private static void writeContainer(Container container, DataSet dataSet) {
        dataSet.put(Tag.ValueType, "CONTAINER").put(Tag.ContinuityOfContent, "SEPARATE");
        String template = container.template();
        if (template != null) {
            dataSet.putItems(
                    Tag.ContentTemplateSequence,
                    new DataSet()
                            .put(Tag.MappingResource, "DCMR")
                            .put(Tag.TemplateIdentifier, template));
        }
    }

    /**
     * A value that 16 characters cannot hold is given a second time as a double (PS3.3 section
     * C.18.1).
     */
    private static void writeNum(ContentItem.Num num, DataSet dataSet) {
        String decimal = DecimalString.of(num.value());
        DataSet measured =
                new DataSet()
                        .put(Tag.NumericValue, decimal)
                        .putItems(Tag.MeasurementUnitsCodeSequence, num.unit().toItem());
        if (Double.parseDouble(decimal) != num.value()) {
            measured.putDoubles(Tag.FloatingPointValue, num.value());
        }
        dataSet.put(Tag.ValueType, "NUM").putItems(Tag.MeasuredValueSequence, measured);
    }

    private static void writeImage(ContentItem.Image item, DataSet dataSet) {
        DataSet reference = reference(item.image());
        List<Integer> frames = item.image().frames();
        if (!frames.isEmpty()) {
            reference.putInts(
                    Tag.ReferencedFrameNumber,
                    frames.stream().mapToInt(Integer::intValue).toArray());
        }
        item.presentation()
                .ifPresent(
                        state -> reference.putItems(Tag.ReferencedSOPSequence, reference(state)));
        dataSet.put(Tag.ValueType, "IMAGE").putItems(Tag.ReferencedSOPSequence, reference);
    }

    private static DataSet reference(ImageReference object) {
        return new DataSet()
                .put(Tag.ReferencedSOPClassUID, object.sopClassUid())
                .put(Tag.ReferencedSOPInstanceUID, object.sopInstanceUid());
    }

    private static void writeShape(ContentItem.SCoord shape, DataSet dataSet) {
        double[] coordinates =
                shape.points().stream()
                        .flatMapToDouble(point -> DoubleStream.of(point.column(), point.row()))
                        .toArray();
        dataSet.put(Tag.ValueType, "SCOORD")
                .put(Tag.GraphicType, shape.type().name())
                .putDoubles(Tag.GraphicData, coordinates);
    }
}
