package org.radbridge.contracts;

/**
 * A figure measured in the images.
 *
 * @param quantity what was measured: a length, an area, a volume, as DICOM CID 7470 to 7472 code
 *     them
 * @param value the figure as it was calculated; it is rounded only where it is shown
 * @param unit UCUM code of its unit, for example {@code mm}
 * @param method how it was measured, and from what
 */
public record Measurement(CodedConcept quantity, double value, String unit, CodedConcept method) {
    public Measurement {
        Required.value("quantity", quantity);
        Required.finite("value", value);
        Required.text("unit", unit);
        Required.value("method", method);
    }
}
