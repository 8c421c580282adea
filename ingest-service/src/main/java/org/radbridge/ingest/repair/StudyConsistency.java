package org.radbridge.ingest.repair;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.Vr;

/**
 * What the instances of a study must agree in: the first one that was stored is right.
 *
 * @param tags text attributes
 * @param onDifference what happens to a later instance that says something else
 */
record StudyConsistency(List<Integer> tags, OnDifference onDifference) {

    /** What happens to an instance that differs from the first of its study. */
    enum OnDifference {
        /** It takes the first one's values, and operators see the difference. */
        COERCE,
        /** It stays as it is, and operators see the difference. */
        RECORD,
        /** Nobody looks. */
        IGNORE
    }

    static final String RULE = "study-consistency";

    StudyConsistency {
        tags = List.copyOf(tags);
    }

    /** The attributes that are compared, as far as the data set has values for them. */
    DataSet of(DataSet dataSet) {
        DataSet facts = new DataSet();
        for (int tag : tags) {
            List<String> values = ValueForms.texts(dataSet, tag);
            if (!values.isEmpty()) {
                Vr vr = dataSet.element(tag).orElseThrow().vr();
                facts.put(tag, vr, values.toArray(String[]::new));
            }
        }
        return facts;
    }

    /** In what an instance differs from the first. What the first does not say is not compared. */
    List<Element> differences(DataSet first, DataSet facts) {
        List<Element> differences = new ArrayList<>();
        for (Element element : first) {
            if (!first.strings(element.tag()).equals(ValueForms.texts(facts, element.tag()))) {
                differences.add(element);
            }
        }
        return differences;
    }
}
