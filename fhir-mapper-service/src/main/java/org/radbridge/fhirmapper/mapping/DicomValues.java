package org.radbridge.fhirmapper.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.DateTimeType;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;

/**
 * DICOM's dates and times (PS3.5 section 6.2) as FHIR's. A value that is not what its VR demands
 * counts as absent: vendors write such, and a report must not wait for it.
 */
public final class DicomValues {
    /** DA, and the form of ACR-NEMA with dots. */
    private static final Pattern DATE = Pattern.compile("(\\d{4})\\.?(\\d{2})\\.?(\\d{2})");

    /** TM: hours, then minutes, seconds and a fraction, each optional. */
    private static final Pattern TIME =
            Pattern.compile("(\\d{2}):?(\\d{2})?:?(\\d{2})?(?:\\.\\d{1,6})?");

    private static final Pattern OFFSET = Pattern.compile("[+-]\\d{4}");

    private DicomValues() {}

    /** A DA value. */
    public static Optional<LocalDate> date(DataSet dataSet, int tag) {
        return dataSet.string(tag).flatMap(DicomValues::date);
    }

    /**
     * When the study started: date and time in the study's own time zone (0008,0201), else the
     * site's; the date alone without a time.
     */
    public static Optional<DateTimeType> studyStart(DataSet header, ZoneId site) {
        return date(header, Tag.StudyDate)
                .map(date ->
                        new DateTimeType(
                                header.string(Tag.StudyTime)
                                        .flatMap(DicomValues::time)
                                        .map(time -> withZone(date, time, header, site))
                                        .orElseGet(date::toString)));
    }

    /**
     * The offset from UTC of a study's dates and times: its own (0008,0201), else the site's when
     * the study was made.
     */
    public static ZoneOffset offset(DataSet header, ZoneId site) {
        return header.string(Tag.TimezoneOffsetFromUTC)
                .map(String::strip)
                .filter(offset -> OFFSET.matcher(offset).matches())
                .flatMap(DicomValues::offset)
                .orElseGet(() -> site.getRules().getOffset(madeAt(header)));
    }

    /** A study without a date has no time that an offset would change: any will do. */
    private static LocalDateTime madeAt(DataSet header) {
        LocalTime time =
                header.string(Tag.StudyTime).flatMap(DicomValues::time).orElse(LocalTime.NOON);
        return date(header, Tag.StudyDate).orElse(LocalDate.EPOCH).atTime(time);
    }

    private static String withZone(LocalDate date, LocalTime time, DataSet header, ZoneId site) {
        return date.atTime(time)
                .atOffset(offset(header, site))
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx"));
    }

    private static Optional<ZoneOffset> offset(String offset) {
        try {
            return Optional.of(ZoneOffset.of(offset));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(String value) {
        Matcher parts = DATE.matcher(value.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<LocalTime> time(String value) {
        Matcher parts = TIME.matcher(value.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            // DICOM allows the leap second 60, java.time and FHIR's clients do not.
            return Optional.of(
                    LocalTime.of(
                            number(parts, 1), number(parts, 2), Math.min(number(parts, 3), 59)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static int number(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
    }
}
