package org.radbridge.ingest.wado;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.radbridge.ingest.dicomweb.Exchange;

/**
 * One array of all instances (PS3.18 section F.2.1), page by page. It is put together from what is
 * kept, without being read. For one answer.
 */
final class MetadataJson {
    private final String base;
    private boolean begun;

    MetadataJson(Exchange exchange) {
        this.base = base(exchange);
    }

    /** The absolute URL below which the series of the study that is asked for are. */
    static String base(Exchange exchange) {
        return exchange.url("studies/" + exchange.path("study") + "/series/");
    }

    /** See {@link #base(Exchange)}. */
    String base() {
        return base;
    }

    Buffer page(List<InstanceMetadata> page) {
        StringBuilder text = new StringBuilder();
        for (InstanceMetadata instance : page) {
            text.append(begun ? ',' : '[');
            begun = true;
            StoredMetadata.append(text, instance.json(), bulkData(base, instance));
        }
        return Buffer.buffer(text.toString());
    }

    Buffer end() {
        return Buffer.buffer("]");
    }

    /** The absolute URL below which an instance's bulk data is. */
    static String bulkData(String base, InstanceMetadata instance) {
        return base
                + instance.seriesInstanceUid()
                + "/instances/"
                + instance.sopInstanceUid()
                + "/bulkdata/";
    }
}
