package org.radbridge.dicom.sr;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.ImagePoint;
import org.radbridge.dicom.iod.ImageReference;

/**
 * A node of the content tree (PS3.3 section C.17.3), one record per value type in use. A concept
 * name is null only where the template gives none.
 */
public sealed interface ContentItem {

    /** What the value is about. */
    @Nullable ConceptCode name();

    /** The nodes below, in order. */
    List<Child> children();

    /** A node below another, and why. */
    record Child(Relationship relationship, ContentItem item) {}

    /**
     * A heading.
     *
     * @param template the template it was made by, a number of PS3.16; null when none is claimed
     */
    record Container(ConceptCode name, @Nullable String template, List<Child> children)
            implements ContentItem {
        public Container {
            children = List.copyOf(children);
        }
    }

    record Code(ConceptCode name, ConceptCode value, List<Child> children) implements ContentItem {
        public Code {
            children = List.copyOf(children);
        }

        public Code(ConceptCode name, ConceptCode value) {
            this(name, value, List.of());
        }
    }

    record Text(ConceptCode name, String value) implements ContentItem {
        @Override
        public List<Child> children() {
            return List.of();
        }
    }

    /** A measured value in a unit, UCUM as a rule. */
    record Num(ConceptCode name, double value, ConceptCode unit, List<Child> children)
            implements ContentItem {
        public Num {
            children = List.copyOf(children);
        }
    }

    record UidRef(ConceptCode name, String uid) implements ContentItem {
        @Override
        public List<Child> children() {
            return List.of();
        }
    }

    /** The name of a person, in the form of VR PN. */
    record PName(ConceptCode name, String value) implements ContentItem {
        @Override
        public List<Child> children() {
            return List.of();
        }
    }

    /**
     * An image.
     *
     * @param presentation a presentation state to show it with (PS3.3 section C.18.4)
     */
    record Image(
            @Nullable ConceptCode name,
            ImageReference image,
            Optional<ImageReference> presentation,
            List<Child> children)
            implements ContentItem {
        public Image {
            children = List.copyOf(children);
        }

        public Image(@Nullable ConceptCode name, ImageReference image, List<Child> children) {
            this(name, image, Optional.empty(), children);
        }

        public Image(@Nullable ConceptCode name, ImageReference image) {
            this(name, image, List.of());
        }
    }

    /** An object that is neither image nor waveform (PS3.3 section C.18.3). */
    record Composite(@Nullable ConceptCode name, ImageReference object) implements ContentItem {
        @Override
        public List<Child> children() {
            return List.of();
        }
    }

    /**
     * A shape on an image (PS3.3 section C.18.6).
     *
     * @param points column and row in pixels, the origin at the outer corner of the top left pixel
     */
    record SCoord(ConceptCode name, GraphicType type, List<ImagePoint> points, List<Child> children)
            implements ContentItem {
        public SCoord {
            points = List.copyOf(points);
            children = List.copyOf(children);
        }
    }

    /**
     * Shapes of a SCOORD (PS3.3 section C.18.6.1.2). A region is a POLYLINE whose last point is its
     * first.
     */
    enum GraphicType {
        POINT,
        MULTIPOINT,
        POLYLINE,
        CIRCLE,
        ELLIPSE
    }
}
