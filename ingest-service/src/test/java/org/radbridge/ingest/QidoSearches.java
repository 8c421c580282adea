package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.ingest.testing.SmallImage;
import org.radbridge.ingest.testing.WebDoor;

/**
 * What tests of searches store and ask. Each test has patients of its own; what their ids begin
 * with narrows every search.
 */
abstract class QidoSearches {
    final String patient = "Q" + UUID.randomUUID();
    int port;
    WebDoor gateway;
    WebDoor radiologist;

    @BeforeEach
    void open() {
        port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        gateway = WebDoor.as("service", port);
        radiologist = WebDoor.as("radiologist", port);
    }

    // --- what there is

    DataSet image(String study, String series) {
        return SmallImage.of(study, series).put(Tag.PatientID, patient);
    }

    String stored(DataSet... images) {
        List<byte[]> files = new ArrayList<>();
        for (DataSet image : images) {
            files.add(SmallImage.file(image));
        }
        HttpResponse<String> response = gateway.store(files);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return images[0].string(Tag.StudyInstanceUID).orElseThrow();
    }

    String study(String date, String time, String name) {
        return stored(
                image(Uid.create(), Uid.create())
                        .put(Tag.PatientID, patient + name.hashCode())
                        .put(Tag.StudyDate, date)
                        .put(Tag.StudyTime, time)
                        .put(Tag.PatientName, name));
    }

    // --- what is asked

    HttpResponse<String> ask(String resource, String... query) {
        StringBuilder url =
                new StringBuilder("/dicom-web/" + resource + "?PatientID=" + patient + "*");
        for (int i = 0; i < query.length; i += 2) {
            url.append('&')
                    .append(query[i])
                    .append('=')
                    .append(URLEncoder.encode(query[i + 1], StandardCharsets.UTF_8));
        }
        return radiologist.get(url.toString());
    }

    List<DataSet> found(String resource, String... query) {
        HttpResponse<String> response = ask(resource, query);
        if (response.statusCode() == 204) {
            return List.of();
        }
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValue("application/dicom+json");
        return DicomJson.readAll(response.body());
    }

    List<String> studies(String... query) {
        return found("studies", query).stream()
                .map(result -> result.string(Tag.StudyInstanceUID).orElseThrow())
                .toList();
    }
}
