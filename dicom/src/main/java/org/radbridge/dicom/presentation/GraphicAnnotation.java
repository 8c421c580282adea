package org.radbridge.dicom.presentation;

import java.util.stream.DoubleStream;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

/** An item of the Graphic Annotation module (PS3.3 section C.10.5), in the pixels of the image. */
record GraphicAnnotation(Annotation annotation, LabelBox box, String layer) {

    DataSet write(DataSet image) {
        DataSet item =
                new DataSet()
                        .putItems(Tag.ReferencedImageSequence, image)
                        .put(Tag.GraphicLayer, layer)
                        .putItems(Tag.TextObjectSequence, text());
        if (!annotation.outline().isEmpty()) {
            item.putItems(Tag.GraphicObjectSequence, outline());
        }
        return item;
    }

    private DataSet text() {
        return new DataSet()
                .put(Tag.BoundingBoxAnnotationUnits, "PIXEL")
                .putDoubles(Tag.BoundingBoxTopLeftHandCorner, box.left(), box.top())
                .putDoubles(Tag.BoundingBoxBottomRightHandCorner, box.right(), box.bottom())
                .put(Tag.BoundingBoxTextHorizontalJustification, "LEFT")
                .put(Tag.UnformattedTextValue, String.join("\r\n", annotation.lines()));
    }

    private DataSet outline() {
        double[] points =
                annotation.closed().stream()
                        .flatMapToDouble(point -> DoubleStream.of(point.column(), point.row()))
                        .toArray();
        return new DataSet()
                .put(Tag.GraphicAnnotationUnits, "PIXEL")
                .putInts(Tag.GraphicDimensions, 2)
                .putInts(Tag.NumberOfGraphicPoints, points.length / 2)
                .putDoubles(Tag.GraphicData, points)
                .put(Tag.GraphicType, "POLYLINE")
                .put(Tag.GraphicFilled, "N");
    }
}
