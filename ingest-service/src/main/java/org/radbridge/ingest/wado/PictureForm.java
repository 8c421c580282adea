package org.radbridge.ingest.wado;

import java.util.List;
import org.radbridge.dicom.web.MediaType;

/**
 * How pictures are answered: one alone, or all in parts.
 *
 * @param type of each picture
 * @param multipart whether the answer is multipart/related
 */
record PictureForm(PictureType type, boolean multipart) {

    /**
     * The first form that is accepted.
     *
     * @param single whether one picture alone is an answer
     * @param multipart whether parts are one
     */
    static PictureForm of(List<MediaType> accepted, boolean single, boolean multipart) {
        for (MediaType range : accepted) {
            for (PictureType type : PictureType.values()) {
                if (single && range.accepts(type.mediaType())) {
                    return new PictureForm(type, false);
                }
                if (multipart && Reading.takesMultipart(range, type.mediaType())) {
                    return new PictureForm(type, true);
                }
            }
        }
        throw Reading.notAcceptable(
                single
                        ? "image/jpeg or image/png"
                        : "multipart/related; type=\"image/jpeg\", or type=\"image/png\"");
    }
}
