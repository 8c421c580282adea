package org.radbridge.dicom.image.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.image.codec.ImageException.Kind;
import org.radbridge.dicom.image.volume.VolumeFinding.Differing;
import org.radbridge.dicom.image.volume.VolumeFinding.Duplicate;
import org.radbridge.dicom.image.volume.VolumeFinding.Gap;
import org.radbridge.dicom.image.volume.VolumeFinding.Property;
import org.radbridge.dicom.image.volume.VolumeFinding.Sheared;
import org.radbridge.dicom.image.volume.VolumeFinding.UnevenStep;
import org.radbridge.dicom.image.volume.VolumeFinding.WithoutPlane;

/**
 * The frames of a series as slices, in order along the normal of most of them. Instance numbers and
 * slice locations have no say, since senders number as they like.
 *
 * @param slices by growing distance; at least one
 * @param normal of every slice
 * @param spacing median step from slice to slice in mm; 0 for a single one
 * @param findings empty for a regular grid that holds every frame
 */
public record Volume(
        List<VolumeSlice> slices, Vector normal, double spacing, List<VolumeFinding> findings) {

    /** Closer planes are the same place: writers round to a hundredth of a millimetre. */
    private static final double SAME_PLACE = 0.01;

    /** How far a step may be from the median one, as a part of it. */
    private static final double STEP_TOLERANCE = 0.05;

    private static final double COSINE_TOLERANCE = 1e-3;
    private static final double SPACING_TOLERANCE = 1e-3;
    private static final double SHEAR_DEGREES = 0.1;

    public Volume {
        slices = List.copyOf(slices);
        findings = List.copyOf(findings);
        if (slices.isEmpty()) {
            throw new IllegalArgumentException("a volume has slices");
        }
    }

    /** Whether every frame is a slice, and each step the same way and as wide as the others. */
    public boolean isRegular() {
        return findings.isEmpty();
    }

    /**
     * Sorts the frames of a series.
     *
     * @param series data sets of classic and multi-frame images; pixel data may be absent
     * @throws ImageException of kind {@code NOT_AN_IMAGE} when no frame lies anywhere
     */
    public static Volume of(List<DataSet> series) {
        List<VolumeFinding> findings = new ArrayList<>();
        Map<Member, ImagePlane> planes = new LinkedHashMap<>();
        for (int instance = 0; instance < series.size(); instance++) {
            DataSet image = series.get(instance);
            int frames = frames(image);
            for (int frame = 0; frame < Math.max(1, frames); frame++) {
                Member member = new Member(instance, frame);
                Optional<ImagePlane> plane =
                        frames == 0 ? Optional.empty() : ImagePlane.of(image, frame);
                plane.ifPresentOrElse(
                        found -> planes.put(member, found),
                        () -> findings.add(new WithoutPlane(member)));
            }
        }
        if (planes.isEmpty()) {
            throw new ImageException(Kind.NOT_AN_IMAGE, "no frame of the series has a plane");
        }
        ImagePlane common = mostCommon(planes);
        List<VolumeSlice> candidates = new ArrayList<>();
        planes.forEach((member, plane) -> {
            Set<Property> differences = differences(common, plane);
            if (differences.isEmpty()) {
                double distance = common.normal().dot(plane.position());
                candidates.add(new VolumeSlice(member, plane, distance));
            } else {
                findings.add(new Differing(member, differences));
            }
        });
        List<VolumeSlice> slices = ordered(candidates, findings);
        double spacing = spacing(slices);
        steps(slices, spacing, findings);
        shear(slices, common.normal(), findings);
        return new Volume(slices, common.normal(), spacing, findings);
    }

    /**
     * How many frames have planes of their own: as many as there are per-frame functional groups,
     * or one. 0 for a multi-frame image without them, whose frames are told apart by other means.
     */
    private static int frames(DataSet image) {
        int perFrame = image.items(Tag.PerFrameFunctionalGroupsSequence).size();
        if (perFrame > 0) {
            return perFrame;
        }
        try {
            return image.integer(Tag.NumberOfFrames).orElse(1) == 1 ? 1 : 0;
        } catch (InvalidValueException unreadable) {
            return 0;
        }
    }

    /** The first plane of the kind that comes most often, kinds told apart roughly. */
    private static ImagePlane mostCommon(Map<Member, ImagePlane> planes) {
        Map<List<Object>, Integer> counts = new HashMap<>();
        planes.values().forEach(plane -> counts.merge(kind(plane), 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        return planes.values().stream()
                .filter(plane -> counts.getOrDefault(kind(plane), 0) == most)
                .findFirst()
                .orElseThrow();
    }

    private static List<Object> kind(ImagePlane plane) {
        List<Object> kind = new ArrayList<>();
        kind.add(plane.frameOfReference());
        kind.add(plane.rows());
        kind.add(plane.columns());
        for (Vector way : List.of(plane.row(), plane.column())) {
            kind.add(Math.round(way.x() * 50));
            kind.add(Math.round(way.y() * 50));
            kind.add(Math.round(way.z() * 50));
        }
        kind.add(Math.round(plane.rowSpacing() * 50));
        kind.add(Math.round(plane.columnSpacing() * 50));
        return kind;
    }

    private static Set<Property> differences(ImagePlane common, ImagePlane plane) {
        Set<Property> found = EnumSet.noneOf(Property.class);
        if (!plane.frameOfReference().equals(common.frameOfReference())) {
            found.add(Property.FRAME_OF_REFERENCE);
        }
        if (plane.row().minus(common.row()).length() > COSINE_TOLERANCE
                || plane.column().minus(common.column()).length() > COSINE_TOLERANCE) {
            found.add(Property.ORIENTATION);
        }
        if (Math.abs(plane.rowSpacing() - common.rowSpacing()) > SPACING_TOLERANCE
                || Math.abs(plane.columnSpacing() - common.columnSpacing()) > SPACING_TOLERANCE) {
            found.add(Property.PIXEL_SPACING);
        }
        if (plane.rows() != common.rows() || plane.columns() != common.columns()) {
            found.add(Property.ROWS_AND_COLUMNS);
        }
        return found;
    }

    /** By distance; of several at one place the first of the series stays. */
    private static List<VolumeSlice> ordered(
            List<VolumeSlice> candidates, List<VolumeFinding> findings) {
        candidates.sort(Comparator.comparingDouble(VolumeSlice::distance));
        List<VolumeSlice> slices = new ArrayList<>();
        int from = 0;
        while (from < candidates.size()) {
            int end = from + 1;
            double place = candidates.get(from).distance();
            while (end < candidates.size() && candidates.get(end).distance() - place < SAME_PLACE) {
                end++;
            }
            List<VolumeSlice> here = new ArrayList<>(candidates.subList(from, end));
            here.sort(
                    Comparator.comparingInt((VolumeSlice slice) -> slice.member().instance())
                            .thenComparingInt(slice -> slice.member().frame()));
            slices.add(here.getFirst());
            for (VolumeSlice other : here.subList(1, here.size())) {
                findings.add(new Duplicate(other.member(), here.getFirst().member()));
            }
            from = end;
        }
        return slices;
    }

    private static double spacing(List<VolumeSlice> slices) {
        if (slices.size() < 2) {
            return 0;
        }
        double[] steps = new double[slices.size() - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = slices.get(i + 1).distance() - slices.get(i).distance();
        }
        Arrays.sort(steps);
        return steps[(steps.length - 1) / 2];
    }

    private static void steps(
            List<VolumeSlice> slices, double spacing, List<VolumeFinding> findings) {
        double tolerance = Math.max(SAME_PLACE, STEP_TOLERANCE * spacing);
        for (int i = 0; i + 1 < slices.size(); i++) {
            VolumeSlice before = slices.get(i);
            VolumeSlice after = slices.get(i + 1);
            double step = after.distance() - before.distance();
            long steps = Math.round(step / spacing);
            if (steps > 1 && Math.abs(step - steps * spacing) <= tolerance * steps) {
                int missing = (int) Math.min(Integer.MAX_VALUE, steps - 1);
                findings.add(new Gap(before.member(), after.member(), step, missing));
            } else if (Math.abs(step - spacing) > tolerance) {
                findings.add(new UnevenStep(before.member(), after.member(), step));
            }
        }
    }

    private static void shear(
            List<VolumeSlice> slices, Vector normal, List<VolumeFinding> findings) {
        Vector way =
                slices.getLast().plane().position().minus(slices.getFirst().plane().position());
        double along = Math.abs(way.dot(normal));
        double degrees = Math.toDegrees(Math.atan2(way.cross(normal).length(), along));
        if (slices.size() > 1 && degrees > SHEAR_DEGREES) {
            findings.add(new Sheared(degrees));
        }
    }
}
