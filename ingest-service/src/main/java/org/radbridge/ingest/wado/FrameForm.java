package org.radbridge.ingest.wado;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.web.MediaType;

/**
 * How frames are answered.
 *
 * @param type of each frame
 * @param syntax the transfer syntax that its bytes are in
 * @param kept whether compressed frames are given as they are kept
 * @param multipart whether the answer is multipart/related
 */
record FrameForm(String type, String syntax, boolean kept, boolean multipart) {

    /**
     * What the frames of an instance can be given as, the cheapest first: compressed ones as they
     * are kept, in the type of their transfer syntax, and decoded where there is a decoder.
     */
    private static List<FrameForm> possible(String kept, boolean compressed) {
        List<FrameForm> forms = new ArrayList<>();
        if (compressed) {
            FrameTypes.of(kept).ifPresent(type -> forms.add(new FrameForm(type, kept, true, true)));
        }
        if (Transcoding.canExplain(kept)) {
            forms.add(
                    new FrameForm(
                            MediaType.APPLICATION_OCTET_STREAM,
                            Uid.ExplicitVRLittleEndian,
                            false,
                            true));
        }
        return forms;
    }

    /**
     * The first form that is accepted.
     *
     * @param kept the transfer syntax of the instance
     * @param compressed whether its pixels are
     * @param one whether a single frame is asked for
     * @param joined whether uncompressed frames may come one after another as a single value
     */
    static FrameForm of(
            List<MediaType> accepted,
            String kept,
            boolean compressed,
            boolean one,
            boolean joined) {
        List<FrameForm> possible = possible(kept, compressed);
        for (MediaType range : accepted) {
            for (FrameForm form : possible) {
                if (!form.isIn(range.parameter("transfer-syntax"), kept)) {
                    continue;
                }
                if (form.isMultipartOf(range)) {
                    return form;
                }
                if (range.accepts(form.type()) && (one || joined && !form.kept())) {
                    return new FrameForm(form.type(), form.syntax(), form.kept(), false);
                }
            }
        }
        throw Reading.notAcceptable(
                possible.isEmpty() ? MediaType.APPLICATION_DICOM : told(possible));
    }

    /** Cells are the same in implicit and explicit little endian. */
    private boolean isIn(Optional<String> wish, String keptSyntax) {
        return wish.isEmpty()
                || wish.get().equals("*")
                || wish.get().equals(syntax)
                || !kept && wish.get().equals(keptSyntax) && PlainSyntaxes.isNative(keptSyntax);
    }

    /** Bytes in whatever transfer syntax they are kept take a compressed frame, too. */
    private boolean isMultipartOf(MediaType range) {
        boolean any = range.parameter("transfer-syntax").filter("*"::equals).isPresent();
        return Reading.takesMultipart(range, type)
                || kept && any && Reading.takesMultipart(range, MediaType.APPLICATION_OCTET_STREAM);
    }

    private static String told(List<FrameForm> possible) {
        return String.join(
                ", or ",
                possible.stream()
                        .map(form ->
                                "multipart/related; type=\""
                                        + form.type()
                                        + "\"; transfer-syntax="
                                        + form.syntax())
                        .toList());
    }

    /** The Content-Type of a frame. */
    String contentType() {
        return type + ";transfer-syntax=" + syntax;
    }
}
