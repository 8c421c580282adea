package org.radbridge.dicom.regressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartEvent;
import org.radbridge.dicom.web.MultipartException;
import org.radbridge.dicom.web.MultipartLimits;
import org.radbridge.dicom.web.MultipartRelatedDecoder;

/**
 * Orthanc's STOW-RS client parts its bodies by 73 characters, three more than RFC 2046 allows, and
 * was refused for it.
 */
@Tag("A3")
class LongMultipartBoundaryTest {

    private static MultipartRelatedDecoder decoder(String boundary) {
        return MultipartRelatedDecoder.of(
                MediaType.parse("multipart/related; boundary=" + boundary),
                MultipartLimits.DEFAULT);
    }

    @Test
    void boundaryThatIsLongerThanTheStandardAllowsIsTaken() {
        String boundary =
                "8c8160ed-1f3f-4fff-a6b3-1f7ea1fb5e6b-8c8160ed-1f3f-4fff-a6b3-1f7ea1fb5e6b";
        MultipartRelatedDecoder decoder = decoder(boundary);

        List<MultipartEvent> events =
                decoder.feed(
                        Buffer.buffer("--" + boundary + "\r\n\r\nsmall\r\n--" + boundary + "--"));
        decoder.finish();

        assertThat(events).filteredOn(MultipartEvent.PartData.class::isInstance).hasSize(1);
    }

    @Test
    void boundaryIsHeldInMemoryAndThereforeBounded() {
        assertThatExceptionOfType(MultipartException.class)
                .isThrownBy(() -> decoder("b".repeat(201)));
    }
}
