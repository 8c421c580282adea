package org.radbridge.ingest.wado;

import org.radbridge.dicom.image.JpegEncoder;
import org.radbridge.dicom.image.PngEncoder;
import org.radbridge.dicom.image.RenderedFrame;

/** The media types that are rendered (PS3.18 table 8.7.4-1), the preferred one first. */
enum PictureType {
    JPEG("image/jpeg"),
    PNG("image/png");

    private final String mediaType;

    PictureType(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** Takes processor time: call it on a worker. */
    byte[] encode(RenderedFrame frame, int quality) {
        return switch (this) {
            case JPEG -> JpegEncoder.encode(frame, quality);
            case PNG -> PngEncoder.encode(frame);
        };
    }
}
