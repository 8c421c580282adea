package org.radbridge.dicom.deidentify;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Vr;

/**
 * Moves dates by whole days (PS3.15 section E.3.6): what lies between two of them stays. Times of
 * the day stay as they are.
 *
 * @param days added to each date
 */
record DateShift(int days) {
    private static final int DATE_LENGTH = 8;

    /** The element with its dates moved; empty for a date that cannot be read. */
    Optional<Element> shifted(TextElement element) {
        Vr vr = element.vr();
        if (vr != Vr.DA && vr != Vr.DT) {
            return Optional.of(element);
        }
        try {
            List<String> values = element.values().stream().map(this::shifted).toList();
            DataSet result = new DataSet();
            result.put(element.tag(), vr, values.toArray(String[]::new));
            return result.element(element.tag());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private String shifted(String value) {
        if (value.isEmpty()) {
            return value;
        }
        if (value.length() < DATE_LENGTH) {
            throw new DateTimeException("less than a day's precision");
        }
        LocalDate date =
                LocalDate.parse(value.substring(0, DATE_LENGTH), DateTimeFormatter.BASIC_ISO_DATE);
        return date.plusDays(days).format(DateTimeFormatter.BASIC_ISO_DATE)
                + value.substring(DATE_LENGTH);
    }
}
