package org.radbridge.dicom.web;

import io.vertx.core.buffer.Buffer;

/**
 * What happens in a multipart body, in order: for each part a beginning, any number of pieces, an
 * end.
 */
public sealed interface MultipartEvent {

    /** A part begins. */
    record PartBegin(PartHeaders headers) implements MultipartEvent {}

    /** A piece of the part's content, never empty. */
    record PartData(Buffer bytes) implements MultipartEvent {}

    /** The part is complete: a boundary followed. */
    record PartEnd() implements MultipartEvent {}
}
