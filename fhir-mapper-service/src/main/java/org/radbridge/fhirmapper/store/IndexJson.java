package org.radbridge.fhirmapper.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.search.IndexEntry;
import org.radbridge.fhirmapper.search.IndexEntry.Interval;

/** Index entries as the JSON that {@link IndexSql} reads. */
final class IndexJson {
    private final ArrayNode tokens;
    private final ArrayNode links;
    private final ArrayNode spans;
    private final ArrayNode texts;
    private final ArrayNode amounts;
    private final ArrayNode pairs;

    private IndexJson(ObjectNode row) {
        tokens = row.putArray("tokens");
        links = row.putArray("links");
        spans = row.putArray("spans");
        texts = row.putArray("texts");
        amounts = row.putArray("amounts");
        pairs = row.putArray("pairs");
    }

    /** Adds entries to the row of their resource. */
    static void write(ObjectNode row, List<IndexEntry> entries) {
        IndexJson json = new IndexJson(row);
        entries.forEach(json::add);
    }

    private void add(IndexEntry entry) {
        ArrayNode array =
                switch (entry) {
                    case IndexEntry.Token _ -> tokens;
                    case IndexEntry.Link _ -> links;
                    case IndexEntry.Span _ -> spans;
                    case IndexEntry.Text _ -> texts;
                    case IndexEntry.Amount _ -> amounts;
                    case IndexEntry.Pair _ -> pairs;
                };
        fill(array.addObject().put("parameter", entry.parameter()), entry);
    }

    private static void fill(ObjectNode row, IndexEntry entry) {
        switch (entry) {
            case IndexEntry.Token token ->
                    row.put("system", token.system()).put("code", token.code());
            case IndexEntry.Link link ->
                    row.put("target_type", link.targetType()).put("target_id", link.targetId());
            case IndexEntry.Span span ->
                    row.put("valid_from", time(span.from(), "-infinity"))
                            .put("valid_until", time(span.until(), "infinity"));
            case IndexEntry.Text text ->
                    row.put("exact", text.exact()).put("folded", text.folded());
            case IndexEntry.Amount amount -> {
                row.put("system", amount.system())
                        .put("code", amount.code())
                        .put("unit", amount.unit());
                Interval range = amount.range();
                if (range.known()) {
                    row.put("low", number(range.low(), "-Infinity"))
                            .put("high", number(range.high(), "Infinity"));
                }
            }
            case IndexEntry.Pair pair -> {
                row.put("pair_system", pair.system()).put("pair_code", pair.code());
                fill(row, pair.beside());
            }
        }
    }

    private static String time(@Nullable Instant instant, String open) {
        return instant == null ? open : instant.toString();
    }

    private static String number(@Nullable BigDecimal number, String open) {
        return number == null ? open : number.toString();
    }
}
