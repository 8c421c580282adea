package org.radbridge.fhirmapper.search;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.SampledData;
import org.radbridge.fhirmapper.search.IndexEntry.Interval;

/** What a measured value may be. */
final class Intervals {
    private static final Interval UNKNOWN = new Interval(null, null, false);

    private Intervals() {}

    /** A value, or with a comparator all below or above it. */
    static Interval of(Quantity quantity) {
        BigDecimal value = quantity.getValue();
        QuantityComparator comparator = quantity.getComparator();
        if (value == null) {
            return UNKNOWN;
        }
        return switch (comparator) {
            case null -> new Interval(value, value, true);
            case LESS_THAN, LESS_OR_EQUAL -> new Interval(null, value, true);
            case GREATER_THAN, GREATER_OR_EQUAL -> new Interval(value, null, true);
            case NULL -> new Interval(value, value, true);
        };
    }

    static Interval of(Range range) {
        BigDecimal low = range.getLow().getValue();
        BigDecimal high = range.getHigh().getValue();
        return low == null && high == null ? UNKNOWN : new Interval(low, high, true);
    }

    /** From the least sample to the greatest; samples beyond the device's limits have no value. */
    static Interval of(SampledData samples) {
        BigDecimal origin = samples.getOrigin().getValue();
        if (origin == null || !samples.hasData()) {
            return UNKNOWN;
        }
        BigDecimal factor = samples.hasFactor() ? samples.getFactor() : BigDecimal.ONE;
        List<BigDecimal> values = new ArrayList<>();
        for (String sample : samples.getData().strip().split("\\s+", -1)) {
            if (!sample.matches("[EUL]")) {
                values.add(new BigDecimal(sample).multiply(factor).add(origin));
            }
        }
        return values.isEmpty()
                ? UNKNOWN
                : new Interval(Collections.min(values), Collections.max(values), true);
    }
}
