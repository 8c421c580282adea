package org.radbridge.ingest.stow;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.PartHandler;
import org.radbridge.dicom.web.PartHeaders;
import org.radbridge.dicom.xml.DicomXml;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.kit.failure.RadbridgeException;

/**
 * A body of metadata, as JSON or XML, and the bulk data that it names by Content-Location (PS3.18
 * section 10.5.1.4). Which value belongs where is known at the end only, so the body is held in
 * memory, up to a limit.
 */
final class MetadataBody implements PartHandler {
    static final String APPLICATION_DICOM_XML = "application/dicom+xml";

    private static final Map<String, String> SYNTAX_OF_IMAGES =
            Map.of(
                    "image/jpeg", Uid.JPEGLosslessSV1,
                    "image/dicom-rle", Uid.RLELossless,
                    "image/jls", Uid.JPEGLSLossless,
                    "image/jp2", Uid.JPEG2000Lossless);

    private final long most;
    private final List<Part> metadata = new ArrayList<>();
    private final Map<String, List<Part>> bulkData = new HashMap<>();
    private final Map<Element, String> syntaxOfPixels = new IdentityHashMap<>();
    private Part current = new Part(new MediaType(MediaType.APPLICATION_DICOM_JSON, Map.of()));
    private long size;

    MetadataBody(long most) {
        this.most = most;
    }

    private record Part(MediaType type, Buffer content) {
        Part(MediaType type) {
            this(type, Buffer.buffer());
        }

        String text() {
            return content.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public Future<Void> begin(PartHeaders headers) {
        MediaType type = headers.contentType().orElse(MediaType.parse("application/octet-stream"));
        current = new Part(type);
        if (isMetadata(type)) {
            metadata.add(current);
            return Future.succeededFuture();
        }
        Optional<String> location = headers.contentLocation();
        if (location.isEmpty()) {
            return Future.failedFuture(malformed("a part of bulk data has no Content-Location"));
        }
        bulkData.computeIfAbsent(location.get(), _ -> new ArrayList<>()).add(current);
        return Future.succeededFuture();
    }

    static boolean isMetadata(MediaType type) {
        return type.type().equals(MediaType.APPLICATION_DICOM_JSON)
                || type.type().equals(APPLICATION_DICOM_XML);
    }

    @Override
    public Future<Void> data(Buffer bytes) {
        size += bytes.length();
        if (size > most) {
            return Future.failedFuture(
                    new RadbridgeException(
                            DicomWebFailure.TOO_LARGE,
                            "metadata and its bulk data are taken up to "
                                    + most
                                    + " bytes; send application/dicom"));
        }
        current.content().appendBuffer(bytes);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        return Future.succeededFuture();
    }

    /** The instances as files. Takes processor time: call it on a worker. */
    List<Buffer> files() {
        try {
            List<Buffer> files = new ArrayList<>();
            for (Part part : metadata) {
                dataSets(part).forEach(dataSet -> files.add(file(dataSet)));
            }
            return files;
        } catch (DicomFormatException | InvalidValueException | IllegalArgumentException wrong) {
            throw malformed(String.valueOf(wrong.getMessage()));
        }
    }

    private List<DataSet> dataSets(Part part) {
        return part.type().type().equals(APPLICATION_DICOM_XML)
                ? List.of(
                        DicomXml.read(new StringReader(part.text()), this::value, ReadLimits.WHOLE))
                : DicomJson.readAll(part.text(), this::value);
    }

    private Buffer file(DataSet dataSet) {
        String syntax =
                dataSet.element(Tag.PixelData)
                        .map(syntaxOfPixels::get)
                        .orElse(Uid.ExplicitVRLittleEndian);
        return Buffer.buffer(Part10Writer.write(dataSet, TransferSyntax.of(syntax)));
    }

    private Element value(int tag, Vr vr, String uri) {
        List<Part> parts = bulkData.get(uri);
        if (parts == null) {
            throw malformed(Dictionary.format(tag) + " names bulk data that no part brings");
        }
        String type = parts.getFirst().type().type();
        if (!type.equals(MediaType.APPLICATION_OCTET_STREAM) && tag == Tag.PixelData) {
            return pixels(parts);
        }
        byte[] bytes = parts.getFirst().content().getBytes();
        return vr.isText()
                ? new TextElement(tag, vr, bytes, SpecificCharacterSet.UTF_8)
                : new BinaryElement(tag, vr, bytes);
    }

    /** One part per frame (PS3.18 section 8.7.3.3.2), after an empty Basic Offset Table. */
    private Element pixels(List<Part> frames) {
        MediaType type = frames.getFirst().type();
        String syntax =
                type.parameter("transfer-syntax")
                        .or(() -> Optional.ofNullable(SYNTAX_OF_IMAGES.get(type.type())))
                        .orElseThrow(() ->
                                new RadbridgeException(
                                        DicomWebFailure.UNSUPPORTED_MEDIA_TYPE,
                                        "pixels are not taken as " + type.type()));
        List<byte[]> fragments = new ArrayList<>();
        fragments.add(new byte[0]);
        frames.forEach(frame -> fragments.add(frame.content().getBytes()));
        Element pixels = new PixelDataFragments(Tag.PixelData, Vr.OB, fragments);
        syntaxOfPixels.put(pixels, syntax);
        return pixels;
    }

    private static RadbridgeException malformed(String detail) {
        return new RadbridgeException(DicomWebFailure.MALFORMED_BODY, detail);
    }
}
