package org.radbridge.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.radbridge.benchmarks.ingest.Work.Resource;
import org.radbridge.benchmarks.ingest.corpus.Corpus;
import org.radbridge.benchmarks.ingest.corpus.Kind;
import org.radbridge.benchmarks.ingest.corpus.Outgoing;
import org.radbridge.benchmarks.ingest.load.CStoreLoad;
import org.radbridge.benchmarks.ingest.load.Client;
import org.radbridge.benchmarks.ingest.load.Load;
import org.radbridge.benchmarks.ingest.load.RawLoad;
import org.radbridge.benchmarks.ingest.load.ReadLoad;
import org.radbridge.benchmarks.ingest.load.ReadLoad.Question;
import org.radbridge.benchmarks.ingest.load.StowLoad;
import org.radbridge.benchmarks.ingest.peer.Peer;
import org.radbridge.benchmarks.ingest.peer.PeerName;
import org.radbridge.benchmarks.ingest.peer.WebAddress;

/** Prepares the work of each row: reads the corpus, connects, encodes. */
final class Loads {

    /** Series that are read back. */
    private static final int SERIES_READ = 4;

    /** Requests of 100 instances: as many for each of four connections. */
    private static final int LARGE_REQUESTS = 4;

    /** Sendings of a run are numbered from here on; a large one takes several numbers. */
    private static final int NUMBERS_PER_SENDING = 100;

    /** Reading has few requests in a measurement: to warm up it goes on for longer. */
    private static final int READING_TO_WARM_UP = 3;

    private static final String PARTS =
            "multipart/related; type=\"application/dicom\"; transfer-syntax=*";
    private static final String JSON = "application/dicom+json";

    private final Plan plan;
    private final Client client;
    private final Corpus cts;
    private final Corpus radiographs;
    private final Path rawFolder;
    private final Map<PeerName, List<Outgoing>> readable = new EnumMap<>(PeerName.class);
    private long sending = Instant.now().toEpochMilli();

    /**
     * @param folder where raw files go
     */
    Loads(Plan plan, Client client, Corpus cts, Corpus radiographs, Path folder) {
        this.plan = plan;
        this.client = client;
        this.cts = cts;
        this.radiographs = radiographs;
        this.rawFolder = folder.resolve("raw");
    }

    /** Stores what is read later. */
    void prepareReading(Peer peer) throws IOException, InterruptedException {
        int count = Math.min(SERIES_READ * Kind.CT.perSeries(), cts.size());
        List<Outgoing> stored = load(cts, 0, count);
        try (Load load = CStoreLoad.open(client, peer.dimse(), 1, stored)) {
            load.run();
        }
        // what is read is known by name only: the bytes would fill the sender's memory
        List<Outgoing> firstOfSeries = new ArrayList<>();
        for (int i = 0; i < count; i += Kind.CT.perSeries()) {
            firstOfSeries.add(stored.get(i));
        }
        readable.put(peer.name(), firstOfSeries);
    }

    /**
     * The work of a row for a server.
     *
     * @param round of those up to 0, which warm up, and those from 1, which are counted; each takes
     *     another share of the corpus
     */
    Load of(Row row, Peer peer, int round) throws IOException, InterruptedException {
        return switch (row.work()) {
            case Work.Store(Kind kind, int associations) ->
                    CStoreLoad.open(client, peer.dimse(), associations, share(kind, round));
            case Work.Stow(int perRequest, int connections) ->
                    new StowLoad(
                            client,
                            web(peer),
                            connections,
                            perRequest,
                            perRequest == 1
                                    ? share(Kind.CT, round)
                                    : load(
                                            cts,
                                            begin(Kind.CT, round),
                                            LARGE_REQUESTS * perRequest));
            case Work.Read(Resource resource, int connections) ->
                    new ReadLoad(
                            client,
                            web(peer),
                            connections,
                            question(resource, readable.getOrDefault(peer.name(), List.of())),
                            round <= 0
                                    ? plan.reading().multipliedBy(READING_TO_WARM_UP)
                                    : plan.reading());
            case Work.Raw _ -> throw new IllegalArgumentException(row + " is no server's");
        };
    }

    /** The work of a row without server. */
    Load raw(Work.Raw raw, int round) throws IOException {
        return new RawLoad(rawFolder, raw.threads(), raw.encrypted(), share(raw.kind(), round));
    }

    private List<Outgoing> share(Kind kind, int round) throws IOException {
        return switch (kind) {
            case CT -> load(cts, begin(kind, round), plan.ctShare());
            case RADIOGRAPH -> load(radiographs, begin(kind, round), plan.radiographShare());
        };
    }

    /** The corpus has a share for each counted round and one more: those before begin anew. */
    private int begin(Kind kind, int round) {
        int shares = plan.repeats() + 1;
        return Math.floorMod(round, shares)
                * switch (kind) {
                    case CT -> plan.ctShare();
                    case RADIOGRAPH -> plan.radiographShare();
                };
    }

    private List<Outgoing> load(Corpus corpus, int from, int count) throws IOException {
        sending += NUMBERS_PER_SENDING;
        return corpus.load(from, count, sending);
    }

    private static WebAddress web(Peer peer) {
        return peer.web()
                .orElseThrow(() -> new IllegalArgumentException(peer.name() + " has no DICOMweb"));
    }

    private static Question question(Resource resource, List<Outgoing> instances) {
        Set<String> paths = new LinkedHashSet<>();
        for (Outgoing instance : instances) {
            String series =
                    "/studies/"
                            + instance.studyInstanceUid()
                            + "/series/"
                            + instance.seriesInstanceUid();
            paths.add(
                    switch (resource) {
                        case SERIES -> series;
                        case METADATA -> series + "/metadata";
                        case STUDIES -> "/studies?PatientID=" + instance.patientId();
                    });
        }
        long perSeries = Kind.CT.perSeries();
        return switch (resource) {
            case SERIES -> new Question(List.copyOf(paths), PARTS, perSeries * 512 * 1024);
            case METADATA -> new Question(List.copyOf(paths), JSON, perSeries * 1000);
            case STUDIES -> new Question(List.copyOf(paths), JSON, 100);
        };
    }
}
