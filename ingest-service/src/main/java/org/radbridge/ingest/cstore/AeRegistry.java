package org.radbridge.ingest.cstore;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.radbridge.dicom.net.Caller;
import org.radbridge.dicom.net.CallerDecision;
import org.radbridge.dicom.net.CallerPolicy;
import org.radbridge.dicom.pdu.RejectReason;

/**
 * The application entities that may call. Everybody else is rejected for good, "calling AE title
 * not recognized" (PS3.8 §9.3.4).
 */
final class AeRegistry implements CallerPolicy {

    /** One known caller; without an address, from anywhere. */
    record Entry(String title, Optional<String> address) {
        private static final int LONGEST_TITLE = 16;

        static Entry parse(String text) {
            String[] parts = text.strip().split("@", 2);
            String title = parts[0].strip();
            if (title.isEmpty() || title.length() > LONGEST_TITLE) {
                throw new IllegalArgumentException(
                        "radbridge.dimse.callers: '" + text + "' has no AE title of 1 to 16");
            }
            return new Entry(title, Arrays.stream(parts).skip(1).map(String::strip).findFirst());
        }

        boolean is(Caller caller) {
            return title.equals(caller.callingAeTitle())
                    && address.map(caller.remoteHost()::equals).orElse(true);
        }
    }

    private final List<Entry> entries;

    private AeRegistry(List<Entry> entries) {
        this.entries = entries;
    }

    static AeRegistry of(Collection<String> callers) {
        return new AeRegistry(callers.stream().map(Entry::parse).toList());
    }

    @Override
    public Future<CallerDecision> decide(Caller caller) {
        boolean known = entries.stream().anyMatch(entry -> entry.is(caller));
        return Future.succeededFuture(
                known
                        ? CallerDecision.accept()
                        : CallerDecision.reject(RejectReason.CALLING_AE_TITLE_NOT_RECOGNIZED));
    }
}
