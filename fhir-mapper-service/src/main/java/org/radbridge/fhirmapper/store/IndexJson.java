package org.radbridge.fhirmapper.store;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radbridge.fhirmapper.search.IndexEntry;
import org.radbridge.fhirmapper.search.IndexEntry.Interval;

/** Index entries as the JSON that {@link IndexSql} reads. */
final class IndexJson {
    private final JsonGenerator json;

    private IndexJson(JsonGenerator json) {
        this.json = json;
    }

    /** Adds entries to the row of their resource, an object that is open. */
    static void write(JsonGenerator json, List<IndexEntry> entries) throws IOException {
        IndexJson index = new IndexJson(json);
        index.array("tokens", IndexEntry.Token.class, entries);
        index.array("links", IndexEntry.Link.class, entries);
        index.array("spans", IndexEntry.Span.class, entries);
        index.array("texts", IndexEntry.Text.class, entries);
        index.array("amounts", IndexEntry.Amount.class, entries);
        index.array("pairs", IndexEntry.Pair.class, entries);
    }

    private void array(String name, Class<? extends IndexEntry> kind, List<IndexEntry> entries)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (IndexEntry entry : entries) {
            if (kind.isInstance(entry)) {
                json.writeStartObject();
                json.writeStringField("parameter", entry.parameter());
                fill(entry);
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private void fill(IndexEntry entry) throws IOException {
        switch (entry) {
            case IndexEntry.Token token -> {
                json.writeStringField("system", token.system());
                json.writeStringField("code", token.code());
            }
            case IndexEntry.Link link -> {
                json.writeStringField("target_type", link.targetType());
                json.writeStringField("target_id", link.targetId());
            }
            case IndexEntry.Span span -> {
                json.writeStringField("valid_from", time(span.from(), "-infinity"));
                json.writeStringField("valid_until", time(span.until(), "infinity"));
            }
            case IndexEntry.Text text -> {
                json.writeStringField("exact", text.exact());
                json.writeStringField("folded", text.folded());
            }
            case IndexEntry.Amount amount -> {
                json.writeStringField("system", amount.system());
                json.writeStringField("code", amount.code());
                json.writeStringField("unit", amount.unit());
                Interval range = amount.range();
                if (range.known()) {
                    json.writeStringField("low", number(range.low(), "-Infinity"));
                    json.writeStringField("high", number(range.high(), "Infinity"));
                }
            }
            case IndexEntry.Pair pair -> {
                json.writeStringField("pair_system", pair.system());
                json.writeStringField("pair_code", pair.code());
                fill(pair.beside());
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
