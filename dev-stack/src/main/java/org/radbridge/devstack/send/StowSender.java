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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.radbridge.devstack.client.JsonApi.TokenSource;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.DicomFormatException;
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
        String failure;
        Set<String> stored = Set.of();
        try {
            HttpResponse<String> response = post(files);
            failure = "HTTP " + response.statusCode();
            stored = stored(response);
        } catch (IOException | DicomFormatException e) {
            failure = String.valueOf(e.getMessage());
        }
        for (DicomFile file : files) {
            outcomes.accept(
                    stored.contains(file.sopInstanceUid())
                            ? Outcome.stored(file)
                            : new Outcome(file, failure));
        }
    }

    private HttpResponse<String> post(List<DicomFile> files)
            throws IOException, InterruptedException {
        MultipartRelatedWriter writer = MultipartRelatedWriter.of(MediaType.APPLICATION_DICOM);
        List<BodyPublisher> body = new ArrayList<>();
        for (DicomFile file : files) {
            body.add(bytes(writer.beginPart()));
            body.add(BodyPublishers.ofFile(file.path()));
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

    /** SOP Instance UIDs of the Referenced SOP Sequence: only these are stored. */
    private static Set<String> stored(HttpResponse<String> response) {
        boolean account = response.statusCode() == 200 || response.statusCode() == 202;
        Set<String> stored = new HashSet<>();
        if (account) {
            for (DataSet item : DicomJson.read(response.body()).items(Tag.ReferencedSOPSequence)) {
                item.string(Tag.ReferencedSOPInstanceUID).ifPresent(stored::add);
            }
        }
        return stored;
    }

    /** The client belongs to whoever made it. */
    @Override
    public void close() {}
}
