package org.radbridge.dicom.sr;

import static org.radbridge.dicom.sr.Relationship.CONTAINS;
import static org.radbridge.dicom.sr.Relationship.HAS_ACQUISITION_CONTEXT;
import static org.radbridge.dicom.sr.Relationship.HAS_CONCEPT_MODIFIER;
import static org.radbridge.dicom.sr.Relationship.HAS_OBSERVATION_CONTEXT;
import static org.radbridge.dicom.sr.Relationship.INFERRED_FROM;
import static org.radbridge.dicom.sr.Relationship.SELECTED_FROM;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.iod.AlgorithmIdentification;
import org.radbridge.dicom.iod.ConceptCode;
import org.radbridge.dicom.iod.ImageReference;
import org.radbridge.dicom.sr.ContentItem.Child;
import org.radbridge.dicom.sr.ContentItem.Code;
import org.radbridge.dicom.sr.ContentItem.Container;
import org.radbridge.dicom.sr.ContentItem.GraphicType;
import org.radbridge.dicom.sr.ContentItem.Image;
import org.radbridge.dicom.sr.ContentItem.Num;
import org.radbridge.dicom.sr.ContentItem.SCoord;
import org.radbridge.dicom.sr.ContentItem.Text;
import org.radbridge.dicom.sr.ContentItem.UidRef;
import org.radbridge.dicom.sr.MeasurementReport.AlgorithmResult;
import org.radbridge.dicom.sr.MeasurementReport.LibraryImage;
import org.radbridge.dicom.sr.ReportedFinding.ImageRegion;
import org.radbridge.dicom.sr.ReportedFinding.Measurement;

/**
 * Lays a report out as TID 1500 and the templates it includes say, in their order of rows: TID 1204
 * language, TID 1002 and 1004 device observers, procedures reported, TID 1600 image library, then
 * one measurement group (TID 1501) for each finding.
 *
 * <p>An outline is a location inside its group, not a planar region of interest of its own (TID
 * 1410): it shows where an activation map is hottest, and figures measured of it say so by their
 * method.
 */
final class MeasurementReportTemplate {

    private MeasurementReportTemplate() {}

    static Container layOut(MeasurementReport report) {
        List<Child> children = new ArrayList<>();
        children.add(
                new Child(HAS_CONCEPT_MODIFIER, new Code(Concepts.LANGUAGE, report.language())));
        for (AlgorithmResult result : report.results()) {
            addDeviceObserver(result.algorithm(), children);
        }
        for (ConceptCode procedure : report.procedures()) {
            children.add(
                    new Child(
                            HAS_CONCEPT_MODIFIER,
                            new Code(Concepts.PROCEDURE_REPORTED, procedure)));
        }
        children.add(new Child(CONTAINS, imageLibrary(report.library())));
        children.add(new Child(CONTAINS, measurements(report.results())));
        report.keyObjects()
                .ifPresent(selection ->
                        children.add(
                                new Child(
                                        CONTAINS,
                                        new ContentItem.Composite(
                                                Concepts.KEY_IMAGES, selection))));
        return new Container(report.title(), "1500", children);
    }

    /** TID 1002 and TID 1004. */
    private static void addDeviceObserver(AlgorithmIdentification algorithm, List<Child> children) {
        List<ContentItem> items =
                List.of(
                        new Code(Concepts.OBSERVER_TYPE, Concepts.DEVICE),
                        new UidRef(Concepts.DEVICE_OBSERVER_UID, algorithm.deviceUid()),
                        new Text(Concepts.DEVICE_OBSERVER_NAME, algorithm.modelName()),
                        new Text(Concepts.DEVICE_OBSERVER_MANUFACTURER, algorithm.manufacturer()),
                        new Text(Concepts.DEVICE_OBSERVER_MODEL_NAME, algorithm.modelName()));
        items.forEach(item -> children.add(new Child(HAS_OBSERVATION_CONTEXT, item)));
    }

    /** TID 1600 with one group of TID 1601 entries. */
    private static Container imageLibrary(List<LibraryImage> library) {
        List<Child> entries = new ArrayList<>();
        for (LibraryImage entry : library) {
            entries.add(new Child(CONTAINS, new Image(null, entry.image(), descriptors(entry))));
        }
        Container group = new Container(Concepts.IMAGE_LIBRARY_GROUP, null, entries);
        return new Container(Concepts.IMAGE_LIBRARY, null, List.of(new Child(CONTAINS, group)));
    }

    /** TID 1602. */
    private static List<Child> descriptors(LibraryImage entry) {
        List<Child> descriptors = new ArrayList<>();
        ConceptCode modality = entry.modality();
        if (modality != null) {
            descriptors.add(
                    new Child(HAS_ACQUISITION_CONTEXT, new Code(Concepts.MODALITY, modality)));
        }
        ConceptCode region = entry.targetRegion();
        if (region != null) {
            descriptors.add(
                    new Child(HAS_ACQUISITION_CONTEXT, new Code(Concepts.TARGET_REGION, region)));
        }
        return descriptors;
    }

    private static Container measurements(List<AlgorithmResult> results) {
        List<Child> groups = new ArrayList<>();
        for (AlgorithmResult result : results) {
            for (ReportedFinding finding : result.findings()) {
                groups.add(new Child(CONTAINS, group(finding, result.algorithm())));
            }
        }
        return new Container(Concepts.IMAGING_MEASUREMENTS, null, groups);
    }

    /** TID 1501; where the finding was seen is a location, row 10c. */
    private static Container group(ReportedFinding finding, AlgorithmIdentification algorithm) {
        List<Child> children = new ArrayList<>();
        children.add(
                new Child(
                        HAS_OBSERVATION_CONTEXT,
                        new Text(Concepts.TRACKING_IDENTIFIER, finding.trackingIdentifier())));
        children.add(
                new Child(
                        HAS_OBSERVATION_CONTEXT,
                        new UidRef(Concepts.TRACKING_UNIQUE_IDENTIFIER, finding.trackingUid())));
        children.add(new Child(CONTAINS, new Code(Concepts.FINDING, finding.finding())));
        addAlgorithm(algorithm, children);
        addSite(finding, children);
        children.add(new Child(CONTAINS, confidence(finding)));
        for (Measurement measurement : finding.measurements()) {
            children.add(new Child(CONTAINS, measured(measurement)));
        }
        ImageRegion region = finding.region();
        if (region != null) {
            children.add(new Child(CONTAINS, outline(region)));
        }
        for (ImageReference explanation : finding.explanations()) {
            children.add(new Child(CONTAINS, new Image(Concepts.VISUAL_EXPLANATION, explanation)));
        }
        ConceptCode presence = finding.present() ? Concepts.PRESENT : Concepts.ABSENT;
        children.add(new Child(CONTAINS, new Code(Concepts.PRESENCE, presence)));
        return new Container(Concepts.MEASUREMENT_GROUP, "1501", children);
    }

    /** TID 300, rows 1 and 3. */
    private static Num measured(Measurement measurement) {
        ConceptCode method = measurement.method();
        return new Num(
                measurement.name(),
                measurement.value(),
                measurement.unit(),
                method == null
                        ? List.of()
                        : List.of(
                                new Child(
                                        HAS_CONCEPT_MODIFIER,
                                        new Code(Concepts.MEASUREMENT_METHOD, method))));
    }

    private static SCoord outline(ImageRegion region) {
        Image image = new Image(null, region.image());
        return new SCoord(
                Concepts.OUTLINE,
                GraphicType.POLYLINE,
                region.closed(),
                List.of(new Child(SELECTED_FROM, image)));
    }

    /** TID 4019. */
    private static void addAlgorithm(AlgorithmIdentification algorithm, List<Child> children) {
        children.add(
                new Child(
                        HAS_CONCEPT_MODIFIER,
                        new Text(Concepts.ALGORITHM_NAME, algorithm.modelName())));
        children.add(
                new Child(
                        HAS_CONCEPT_MODIFIER,
                        new Text(Concepts.ALGORITHM_VERSION, algorithm.version())));
        String parameters = algorithm.parameters();
        if (parameters != null) {
            children.add(
                    new Child(
                            HAS_CONCEPT_MODIFIER,
                            new Text(Concepts.ALGORITHM_PARAMETERS, parameters)));
        }
    }

    private static void addSite(ReportedFinding finding, List<Child> children) {
        ConceptCode site = finding.site();
        if (site == null) {
            return;
        }
        ConceptCode laterality = finding.laterality();
        List<Child> side =
                laterality == null
                        ? List.of()
                        : List.of(
                                new Child(
                                        HAS_CONCEPT_MODIFIER,
                                        new Code(Concepts.LATERALITY, laterality)));
        children.add(new Child(HAS_CONCEPT_MODIFIER, new Code(Concepts.FINDING_SITE, site, side)));
    }

    /** TID 300 with the images it was inferred from (TID 320). */
    private static Num confidence(ReportedFinding finding) {
        ImageReference first = finding.sources().getFirst();
        List<Child> sources =
                finding.sources().stream()
                        .map(source ->
                                new Child(
                                        INFERRED_FROM,
                                        new Image(
                                                Concepts.SOURCE_OF_MEASUREMENT,
                                                source,
                                                finding.presentation()
                                                        .filter(_ -> source.equals(first)),
                                                List.of())))
                        .toList();
        return new Num(
                Concepts.CERTAINTY_OF_FINDING, finding.confidence(), Concepts.NO_UNITS, sources);
    }
}
