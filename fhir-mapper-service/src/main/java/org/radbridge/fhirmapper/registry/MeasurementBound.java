package org.radbridge.fhirmapper.registry;

import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.Finding;
import org.radbridge.fhirmapper.rules.FindingFilter.Code;
import org.radbridge.fhirmapper.rules.Rule;

/**
 * How large a finding has to be. One that was not measured so is none.
 *
 * @param quantity what was measured: its code
 * @param atLeast from which figure on; null for no limit
 * @param below up to which figure, itself excluded; null for no limit
 * @param unit UCUM code of both; figures in another unit are not compared
 */
record MeasurementBound(
        Code quantity, @Nullable Double atLeast, @Nullable Double below, String unit) {
    MeasurementBound {
        if (quantity == null) {
            throw new IllegalArgumentException("measurement names no quantity");
        }
        if (atLeast == null && below == null) {
            throw new IllegalArgumentException("measurement names neither atLeast nor below");
        }
        if (atLeast != null && below != null && !(atLeast < below)) {
            throw new IllegalArgumentException("measurement: atLeast is not less than below");
        }
        Rule.required("measurement.unit", unit);
    }

    boolean holds(Finding finding) {
        return finding.measurements().stream()
                .filter(m ->
                        m.quantity().system().equals(quantity.system())
                                && m.quantity().code().equals(quantity.code())
                                && m.unit().equals(unit))
                .anyMatch(m ->
                        (atLeast == null || m.value() >= atLeast)
                                && (below == null || m.value() < below));
    }
}
