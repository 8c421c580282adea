package org.radbridge.ingest.dicomweb;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The Capabilities Description (PS3.18 annex H): what can be asked for, in one table that both
 * forms are written from.
 */
final class Capabilities {
    private static final String DICOM =
            "multipart/related; type=\"application/dicom\"; transfer-syntax=*";
    private static final String BYTES = "multipart/related; type=\"application/octet-stream\"";
    private static final List<String> PICTURE = List.of("image/jpeg", "image/png");
    private static final List<String> PICTURES =
            List.of(
                    "image/jpeg",
                    "image/png",
                    "multipart/related; type=\"image/jpeg\"",
                    "multipart/related; type=\"image/png\"");
    private static final List<String> RENDERING = List.of("window", "viewport", "quality");
    private static final List<String> SEARCH =
            List.of(
                    "includefield",
                    "fuzzymatching",
                    "emptyvaluematching",
                    "multiplevaluematching",
                    "limit",
                    "offset");
    private static final List<String> METADATA =
            List.of("application/dicom+json", "multipart/related; type=\"application/dicom+xml\"");

    /**
     * A transaction.
     *
     * @param path below the base, parts in braces
     * @param name as annex H names it
     * @param types media types that are answered
     */
    record Transaction(
            String path, String method, String name, List<String> query, List<String> types) {}

    static final List<Transaction> TRANSACTIONS =
            List.of(
                    search("studies", "SearchForStudies"),
                    store("studies", "StoreInstances"),
                    search("series", "SearchForSeries"),
                    search("instances", "SearchForInstances"),
                    retrieve("studies/{study}", "RetrieveStudy", List.of(DICOM)),
                    rendered("studies/{study}/rendered", "RetrieveRenderedStudy"),
                    thumbnail("studies/{study}/thumbnail", "RetrieveStudyThumbnail"),
                    store("studies/{study}", "StoreStudyInstances"),
                    retrieve("studies/{study}/metadata", "RetrieveStudyMetadata", METADATA),
                    retrieve("studies/{study}/bulkdata", "RetrieveStudyBulkdata", List.of(BYTES)),
                    retrieve("studies/{study}/pixeldata", "RetrieveStudyPixelData", List.of(BYTES)),
                    search("studies/{study}/series", "SearchForStudySeries"),
                    search("studies/{study}/instances", "SearchForStudyInstances"),
                    retrieve("studies/{study}/series/{series}", "RetrieveSeries", List.of(DICOM)),
                    rendered("studies/{study}/series/{series}/rendered", "RetrieveRenderedSeries"),
                    thumbnail(
                            "studies/{study}/series/{series}/thumbnail", "RetrieveSeriesThumbnail"),
                    retrieve(
                            "studies/{study}/series/{series}/metadata",
                            "RetrieveSeriesMetadata",
                            METADATA),
                    retrieve(
                            "studies/{study}/series/{series}/bulkdata",
                            "RetrieveSeriesBulkdata",
                            List.of(BYTES)),
                    retrieve(
                            "studies/{study}/series/{series}/pixeldata",
                            "RetrieveSeriesPixelData",
                            List.of(BYTES)),
                    search(
                            "studies/{study}/series/{series}/instances",
                            "SearchForStudySeriesInstances"),
                    retrieve(
                            "studies/{study}/series/{series}/instances/{instance}",
                            "RetrieveInstance",
                            List.of(DICOM, "application/dicom; transfer-syntax=*")),
                    rendered(
                            "studies/{study}/series/{series}/instances/{instance}/rendered",
                            "RetrieveRenderedInstance"),
                    thumbnail(
                            "studies/{study}/series/{series}/instances/{instance}/thumbnail",
                            "RetrieveInstanceThumbnail"),
                    retrieve(
                            "studies/{study}/series/{series}/instances/{instance}/metadata",
                            "RetrieveInstanceMetadata",
                            METADATA),
                    retrieve(
                            "studies/{study}/series/{series}/instances/{instance}/bulkdata",
                            "RetrieveInstanceBulkdata",
                            List.of(BYTES)),
                    retrieve(
                            "studies/{study}/series/{series}/instances/{instance}/bulkdata/{value}",
                            "RetrieveBulkdata",
                            List.of(BYTES, "application/octet-stream")),
                    retrieve(
                            "studies/{study}/series/{series}/instances/{instance}/pixeldata",
                            "RetrieveInstancePixelData",
                            List.of(BYTES)),
                    retrieve(
                            "studies/{study}/series/{series}/instances/{instance}/frames/{frames}",
                            "RetrieveFrames",
                            List.of(BYTES, "application/octet-stream")),
                    rendered(
                            "studies/{study}/series/{series}/instances/{instance}/frames/{frames}/rendered",
                            "RetrieveRenderedFrames"),
                    thumbnail(
                            "studies/{study}/series/{series}/instances/{instance}/frames/{frames}/thumbnail",
                            "RetrieveFrameThumbnail"));

    private Capabilities() {}

    private static Transaction search(String path, String name) {
        return new Transaction(path, "GET", name, SEARCH, METADATA);
    }

    private static Transaction retrieve(String path, String name, List<String> types) {
        return new Transaction(path, "GET", name, List.of(), types);
    }

    private static Transaction rendered(String path, String name) {
        return new Transaction(path, "GET", name, RENDERING, PICTURES);
    }

    private static Transaction thumbnail(String path, String name) {
        return new Transaction(path, "GET", name, RENDERING, PICTURE);
    }

    private static Transaction store(String path, String name) {
        return new Transaction(path, "POST", name, List.of(), List.of("application/dicom+json"));
    }

    /** As a WADL document. */
    static String wadl(String base) {
        StringBuilder text =
                new StringBuilder(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                + "<application xmlns=\"http://wadl.dev.java.net/2009/02\">\n");
        text.append("  <resources base=\"").append(escaped(base)).append("\">\n");
        for (Transaction transaction : TRANSACTIONS) {
            text.append("    <resource path=\"").append(transaction.path()).append("\">\n");
            text.append(
                    "      <method name=\"%s\" id=\"%s\">\n"
                            .formatted(transaction.method(), transaction.name()));
            text.append("        <request>\n");
            transaction
                    .query()
                    .forEach(name ->
                            text.append("          <param name=\"")
                                    .append(name)
                                    .append("\" style=\"query\"/>\n"));
            text.append("        </request>\n        <response>\n");
            transaction
                    .types()
                    .forEach(type ->
                            text.append("          <representation mediaType=\"")
                                    .append(escaped(type))
                                    .append("\"/>\n"));
            text.append("        </response>\n      </method>\n    </resource>\n");
        }
        return text.append("  </resources>\n</application>\n").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    /** As JSON. */
    static String json(String base) {
        JsonArray resources = new JsonArray();
        for (Transaction transaction : TRANSACTIONS) {
            resources.add(
                    new JsonObject()
                            .put("path", transaction.path())
                            .put("method", transaction.method())
                            .put("id", transaction.name())
                            .put("query", new JsonArray(transaction.query()))
                            .put("mediaTypes", new JsonArray(transaction.types())));
        }
        return new JsonObject().put("base", base).put("resources", resources).encode();
    }
}
