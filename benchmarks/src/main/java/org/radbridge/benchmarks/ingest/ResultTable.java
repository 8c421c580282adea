package org.radbridge.benchmarks.ingest;

import java.util.ArrayList;
import java.util.List;
import org.radbridge.benchmarks.ingest.peer.PeerName;

/** The medians as Markdown: how fast, and at what cost. */
final class ResultTable {

    private static final String SPEED =
            """
            | Per second (MB/s) | storescp | Orthanc | Radbridge | Radbridge ÷ Orthanc | raw limit |
            |---|--:|--:|--:|--:|--:|
            """;

    private static final String COST =
            """
            | CPU ms each / CPU s per GB / peak MB | storescp | Orthanc | Radbridge | PostgreSQL, ms each | Orthanc ÷ Radbridge |
            |---|--:|--:|--:|--:|--:|
            """;

    private final Results results;

    ResultTable(Results results) {
        this.results = results;
    }

    String markdown() {
        return speed() + "\n" + cost();
    }

    private String speed() {
        StringBuilder table = new StringBuilder(SPEED);
        for (Row row : Row.values()) {
            if (!results.has(row)) {
                continue;
            }
            List<String> cells = new ArrayList<>();
            cells.add(row.work() instanceof Work.Raw ? "raw limit: " + row.title() : row.title());
            for (PeerName name : PeerName.values()) {
                cells.add(Figures.speed(row, figure -> results.median(row, name, figure)));
            }
            cells.add(Figures.times(results.ratio(row, Measured::rate)));
            cells.add(Figures.speed(row, figure -> results.limit(limitOf(row), figure)));
            table.append(line(cells));
        }
        return table.toString();
    }

    private String cost() {
        StringBuilder table = new StringBuilder(COST);
        for (Row row : Row.values()) {
            if (!results.has(row) || row.work() instanceof Work.Raw) {
                continue;
            }
            List<String> cells = new ArrayList<>();
            cells.add(row.title());
            for (PeerName name : PeerName.values()) {
                cells.add(Figures.cost(row, figure -> results.median(row, name, figure)));
            }
            cells.add(
                    Figures.number(
                            results.median(
                                    row, PeerName.RADBRIDGE, Measured::databaseCpuMillisPerItem)));
            cells.add(
                    Figures.times(Ratios.inverse(results.ratio(row, Measured::cpuMillisPerItem))));
            table.append(line(cells));
        }
        return table.toString();
    }

    /** The raw row with the same bytes and as many threads; a raw row's own. */
    private static Row limitOf(Row row) {
        return switch (row.work()) {
            case Work.Store(var kind, int associations) ->
                    switch (kind) {
                        case CT -> associations == 1 ? Row.RAW_CT_1 : Row.RAW_CT_4;
                        case RADIOGRAPH -> associations == 1 ? Row.RAW_DX_1 : Row.RAW_DX_4;
                    };
            case Work.Stow(int _, int connections) ->
                    connections == 1 ? Row.RAW_CT_1 : Row.RAW_CT_4;
            case Work.Read _, Work.Raw _ -> row;
        };
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
