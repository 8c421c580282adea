package org.radbridge.dicom.iod;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A moment in the forms of VR DA, TM and DT (PS3.5 section 6.2), to the millisecond. */
public record Moment(OffsetDateTime at) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss.SSS", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss.SSS", Locale.ROOT);

    public String date() {
        return DATE.format(at);
    }

    public String time() {
        return TIME.format(at);
    }

    /** For Timezone Offset From UTC (0008,0201). */
    public String offset() {
        return OFFSET.format(at);
    }

    /** Without offset: that of (0008,0201) holds, and not every reader takes another beside it. */
    public String dateTime() {
        return DATE_TIME.format(at);
    }
}
