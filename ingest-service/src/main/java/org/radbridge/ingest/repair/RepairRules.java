package org.radbridge.ingest.repair;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;

/**
 * A site's rules: applied one after another, each to what the one before left.
 *
 * @param consistency what the instances of a study must agree in
 */
record RepairRules(List<RepairRule> rules, StudyConsistency consistency) {
    RepairRules {
        rules = List.copyOf(rules);
    }

    Coercions apply(@Nullable String callingAe, DataSet dataSet) {
        Coercions coercions = new Coercions(dataSet);
        rules.forEach(rule -> rule.apply(callingAe, coercions));
        return coercions;
    }
}
