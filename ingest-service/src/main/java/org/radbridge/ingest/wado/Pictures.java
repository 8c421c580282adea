package org.radbridge.ingest.wado;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.radbridge.dicom.image.Image;
import org.radbridge.dicom.image.RenderedFrame;
import org.radbridge.dicom.image.Viewport;
import org.radbridge.dicom.image.codec.ImageException;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * Objects as pictures. All of it takes processor time: call it on a worker.
 *
 * @param type of each picture
 * @param parameters how they are rendered
 */
record Pictures(PictureType type, RenderingParameters parameters) {
    /**
     * A picture.
     *
     * @param frame its number from 1
     */
    record Picture(int frame, byte[] bytes) {}

    /** One picture: of the frame of this number from 1, or of the one in the middle. */
    byte[] one(byte[] file, OptionalInt number) {
        try {
            Image image = Image.of(Part10Reader.read(file));
            return picture(image, number.orElse(image.frames() / 2 + 1));
        } catch (ImageException failure) {
            throw refused(failure);
        }
    }

    /** The picture of a frame that was read without the others. */
    byte[] one(FrameAlone frame, byte[] cells) {
        try {
            return picture(frame.with(cells), 1);
        } catch (ImageException failure) {
            throw refused(failure);
        }
    }

    /**
     * The next pictures of an object, as many as may wait together; none of what is no image, as
     * reports are.
     *
     * @param numbers frames from 1; empty for all of them
     * @param done how many of these are done
     */
    Batch<Picture> some(byte[] file, List<Integer> numbers, int done) {
        try {
            Image image = Image.of(Part10Reader.read(file));
            List<Integer> wanted =
                    numbers.isEmpty()
                            ? IntStream.rangeClosed(1, image.frames()).boxed().toList()
                            : numbers;
            List<Picture> pictures = new ArrayList<>();
            int next = done;
            for (int bytes = 0; next < wanted.size() && bytes < Batch.BYTES; next++) {
                Picture picture = new Picture(wanted.get(next), picture(image, wanted.get(next)));
                bytes += picture.bytes().length;
                pictures.add(picture);
            }
            return new Batch<>(pictures, next, next == wanted.size());
        } catch (ImageException failure) {
            if (failure.kind() == ImageException.Kind.NOT_AN_IMAGE) {
                return new Batch<>(List.of(), done, true);
            }
            throw refused(failure);
        }
    }

    private byte[] picture(Image image, int number) {
        RenderedFrame frame = RenderedFrame.of(image, number - 1, parameters.window());
        RenderedFrame shown =
                parameters.viewport().map(viewport -> shown(viewport, frame)).orElse(frame);
        return type.encode(shown, parameters.quality());
    }

    private static RenderedFrame shown(Viewport viewport, RenderedFrame frame) {
        try {
            return viewport.show(frame);
        } catch (ImageException failure) {
            throw new RadbridgeException(
                    DicomWebFailure.INVALID_QUERY, "the viewport is beside the image or too large");
        }
    }

    private static RadbridgeException refused(ImageException failure) {
        return switch (failure.kind()) {
            case NO_SUCH_FRAME ->
                    new RadbridgeException(
                            DicomWebFailure.NOT_STORED, "the instance has no such frame");
            case NOT_AN_IMAGE,
                    INVALID_ATTRIBUTE,
                    MALFORMED,
                    TRUNCATED,
                    MISMATCH,
                    TOO_LARGE,
                    UNSUPPORTED ->
                    new RadbridgeException(
                            DicomWebFailure.NOT_RENDERABLE, String.valueOf(failure.getMessage()));
        };
    }
}
