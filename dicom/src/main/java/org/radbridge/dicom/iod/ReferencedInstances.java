package org.radbridge.dicom.iod;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

/**
 * Instances by study and series: the Hierarchical SOP Instance Reference macro (PS3.3 table
 * C.17-3).
 */
public final class ReferencedInstances {

    /** Study, then series, then instance with its SOP class, each in the order of first mention. */
    private final Map<String, Map<String, Map<String, String>>> studies = new LinkedHashMap<>();

    public void add(
            String studyInstanceUid,
            String seriesInstanceUid,
            String sopClassUid,
            String sopInstanceUid) {
        studies.computeIfAbsent(studyInstanceUid, study -> new LinkedHashMap<>())
                .computeIfAbsent(seriesInstanceUid, series -> new LinkedHashMap<>())
                .put(sopInstanceUid, sopClassUid);
    }

    /** An image or another composite object. */
    public void add(ImageReference reference) {
        add(
                reference.studyInstanceUid(),
                reference.seriesInstanceUid(),
                reference.sopClassUid(),
                reference.sopInstanceUid());
    }

    /** All, by study. */
    public List<DataSet> toItems() {
        return toItems(study -> true);
    }

    /** Only the studies whose UID {@code wanted} takes. */
    public List<DataSet> toItems(Predicate<String> wanted) {
        List<DataSet> items = new ArrayList<>();
        studies.forEach((study, series) -> {
            if (wanted.test(study)) {
                items.add(
                        new DataSet()
                                .put(Tag.StudyInstanceUID, study)
                                .putItems(Tag.ReferencedSeriesSequence, seriesItems(series)));
            }
        });
        return items;
    }

    private static List<DataSet> seriesItems(Map<String, Map<String, String>> series) {
        List<DataSet> items = new ArrayList<>();
        series.forEach((uid, instances) ->
                items.add(
                        new DataSet()
                                .put(Tag.SeriesInstanceUID, uid)
                                .putItems(Tag.ReferencedSOPSequence, instanceItems(instances))));
        return items;
    }

    private static List<DataSet> instanceItems(Map<String, String> instances) {
        List<DataSet> items = new ArrayList<>();
        instances.forEach((uid, sopClass) ->
                items.add(
                        new DataSet()
                                .put(Tag.ReferencedSOPClassUID, sopClass)
                                .put(Tag.ReferencedSOPInstanceUID, uid)));
        return items;
    }
}
