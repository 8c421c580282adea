package org.radbridge.ingest.qido;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Vr;

/**
 * The identifier of a C-FIND (PS3.4 section C.4.1.1.3) as the parameters of a search, so that both
 * have the same keys and the same matching. A value is a key, an empty one is asked for.
 */
final class Identifier {
    private final List<Map.Entry<String, String>> parameters = new ArrayList<>();
    private final List<Integer> asked = new ArrayList<>();
    private boolean ignoring;

    private Identifier() {}

    static Identifier of(DataSet dataSet) {
        Identifier identifier = new Identifier();
        for (Element element : dataSet) {
            identifier.take(dataSet, element);
        }
        return identifier;
    }

    private void take(DataSet dataSet, Element element) {
        int tag = element.tag();
        switch (tag) {
            case Tag.QueryRetrieveLevel, Tag.SpecificCharacterSet, Tag.TimezoneOffsetFromUTC -> {
                // how the query is written is none of its keys
            }
            default -> {
                asked.add(tag);
                key(hex(tag), dataSet, element);
            }
        }
    }

    private void key(String path, DataSet dataSet, Element element) {
        if (element instanceof SequenceElement) {
            List<DataSet> items = dataSet.items(element.tag());
            if (items.isEmpty() || items.getFirst().isEmpty()) {
                include(path);
                return;
            }
            DataSet item = items.getFirst();
            item.forEach(inner -> key(path + "." + hex(inner.tag()), item, inner));
            return;
        }
        String value = String.join("\\", dataSet.strings(element.tag())).strip();
        if (value.isEmpty() || !isMatched(element.tag())) {
            ignoring |= !value.isEmpty();
            include(path);
        } else {
            parameters.add(Map.entry(path, value));
        }
    }

    private void include(String path) {
        parameters.add(Map.entry("includefield", path));
    }

    private static String hex(int tag) {
        return "%08X".formatted(tag);
    }

    /** What cannot be a key is passed over, and the matches say so (PS3.4 section C.4.1.1.4). */
    private static boolean isMatched(int tag) {
        Vr vr = Dictionary.vr(tag);
        return switch (vr) {
            case OB, OD, OF, OL, OV, OW, UN, SQ -> false;
            default -> !isCounted(tag);
        };
    }

    private static boolean isCounted(int tag) {
        return switch (tag) {
            case Tag.NumberOfPatientRelatedStudies,
                    Tag.NumberOfPatientRelatedSeries,
                    Tag.NumberOfPatientRelatedInstances,
                    Tag.NumberOfStudyRelatedSeries,
                    Tag.NumberOfStudyRelatedInstances,
                    Tag.NumberOfSeriesRelatedInstances ->
                    true;
            default -> false;
        };
    }

    List<Map.Entry<String, String>> parameters() {
        return parameters;
    }

    /** The outermost attributes of a match. */
    List<Integer> asked() {
        return asked;
    }

    /** Whether some value was not taken as a key. */
    boolean isIgnoring() {
        return ignoring;
    }
}
