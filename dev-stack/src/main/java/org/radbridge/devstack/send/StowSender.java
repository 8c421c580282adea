package org.radbridge.devstack.send;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.radbridge.devstack.client.JsonApi.TokenSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.dicom.web.MediaType;
import org.radbridge.dicom.web.MultipartRelatedWriter;

/** STOW-RS: requests of a few files each, streamed from disk, PS3.18 §10.5. */
public final class StowSender implements Sender {

    private static final int FILES_PER_REQUEST = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient http;
    private final URI studies;
    private final TokenSource tokens;

    /**
     * @param dicomWeb URL of the DICOMweb root
     */
    public StowSender(HttpClient http, String dicomWeb, TokenSource tokens) {
        this.http = http;
        this.studies = URI.create(dicomWeb + "/studies");
        this.tokens = tokens;
    }

    @Override
    public void send(List<DicomFile> files, Consumer<Outcome> outcomes)
            throws InterruptedException {
        for (int from = 0; from < files.size(); from += FILES_PER_REQUEST) {
            int to = Math.min(files.size(), from + FILES_PER_REQUEST);
            sendSome(files.subList(from, to), outcomes);
        }
    }

    private void sendSome(List<DicomFile> files, Consumer<Outcome> outcomes)
            throws InterruptedException {
        Map<String, String> account = new HashMap<>();
        String otherwise;
        try {
            HttpResponse<String> response = post(files);
            otherwise = "HTTP " + response.statusCode() + " without a word on this object";
            read(response, account);
        } catch (IOException | DicomFormatException e) {
            otherwise = String.valueOf(e.getMessage());
        }
        for (DicomFile file : files) {
            outcomes.accept(
                    new Outcome(file, account.getOrDefault(file.sopInstanceUid(), otherwise)));
        }
    }

    private HttpResponse<String> post(List<DicomFile> files)
            throws IOException, InterruptedException {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(MediaType.APPLICATION_DICOM);
        List<BodyPublisher> body = new ArrayList<>();
        for (DicomFile file : files) {
            body.add(bytes(writer.beginPart()));
            body.add(content(file));
            body.add(bytes(writer.endPart()));
        }
        body.add(bytes(writer.close()));
        HttpRequest request =
                HttpRequest.newBuilder(studies)
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + tokens.token())
                        .header("Content-Type", writer.contentType())
                        .header("Accept", MediaType.APPLICATION_DICOM_JSON)
                        .POST(BodyPublishers.concat(body.toArray(BodyPublisher[]::new)))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static BodyPublisher bytes(Buffer buffer) {
        return BodyPublishers.ofByteArray(buffer.getBytes());
    }

    /** Reads the answer's account: the failure by SOP Instance UID, empty for what is stored. */
    private static void read(HttpResponse<String> response, Map<String, String> account) {
        if (!response.body().startsWith("{")) {
            return;
        }
        DataSet answer = DicomJson.read(response.body());
        for (DataSet item : answer.items(Tag.FailedSOPSequence)) {
            String reason =
                    "failure reason %04X".formatted(item.integer(Tag.FailureReason).orElse(0));
            item.string(Tag.ReferencedSOPInstanceUID).ifPresent(uid -> account.put(uid, reason));
        }
        for (DataSet item : answer.items(Tag.ReferencedSOPSequence)) {
            item.string(Tag.ReferencedSOPInstanceUID).ifPresent(uid -> account.put(uid, ""));
        }
    }

    /** A file without a sound header is sent as the Part 10 file that it should be. */
    private static BodyPublisher content(DicomFile file) throws IOException {
        if (file.dataSetOffset().isPresent()) {
            return BodyPublishers.ofFile(file.path());
        }
        Part10File whole = Part10Reader.read(file.path());
        return BodyPublishers.ofByteArray(
                Part10Writer.write(whole.dataSet(), whole.transferSyntax()));
    }

    /** The client belongs to whoever made it. */
    @Override
    public void close() {}
}
