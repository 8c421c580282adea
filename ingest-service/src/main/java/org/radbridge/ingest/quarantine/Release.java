package org.radbridge.ingest.quarantine;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Dictionary;
import org.radbridge.dicom.data.Tag;
import org.radbridge.ingest.quarantine.QuarantineRows.Held;
import org.radbridge.ingest.receive.InstanceReception;
import org.radbridge.ingest.receive.Receiver;
import org.radbridge.ingest.receive.ReceptionOutcome;
import org.radbridge.ingest.receive.ReceptionOutcome.Refused;
import org.radbridge.ingest.receive.ReceptionOutcome.Stored;
import org.radbridge.ingest.receive.Treatment;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.kit.failure.RadbridgeException;

/** Sends an instance through the reception again, under today's rules and a person's decisions. */
@ApplicationScoped
class Release {
    private final Receiver receiver;
    private final ObjectStore store;

    Release(Receiver receiver, ObjectStore store) {
        this.receiver = receiver;
        this.store = store;
    }

    /** Fails with {@link QuarantineFailure#STILL_REFUSED} unless the instance is in the archive. */
    Uni<Stored> release(Held held, DataSet decided, String by) {
        InstanceReception reception =
                receiver.file(held.sender(), null, Treatment.released(decided, by));
        return store.read(held.object())
                .onItem()
                .transformToUniAndConcatenate(reception::data)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .call(reception::abort)
                .chain(reception::complete)
                .map(Release::required);
    }

    private static Stored required(ReceptionOutcome outcome) {
        return switch (outcome) {
            case Stored stored when stored.duplicate() ->
                    throw new RadbridgeException(
                            QuarantineFailure.ALREADY_STORED, "the archive keeps the first one");
            case Stored stored -> stored;
            case Refused(var refusal, var _) ->
                    throw new RadbridgeException(
                            QuarantineFailure.STILL_REFUSED,
                            refusal.reason().id() + ": " + refusal.detail());
        };
    }

    /**
     * Reads decided values.
     *
     * @param values by keyword; text attributes only, and none that says what kind of object it is
     */
    static DataSet decided(Map<String, List<String>> values) {
        DataSet decided = new DataSet();
        values.forEach((keyword, list) -> {
            int tag = Dictionary.tag(keyword).orElseThrow(() -> invalid(keyword));
            boolean changeable =
                    Dictionary.vr(tag).isText() && tag >>> 16 > 2 && tag != Tag.SOPClassUID;
            if (!changeable) {
                throw invalid(keyword);
            }
            try {
                decided.put(tag, list.toArray(String[]::new));
            } catch (IllegalArgumentException unfit) {
                throw invalid(keyword);
            }
        });
        return decided;
    }

    private static RadbridgeException invalid(String keyword) {
        return new RadbridgeException(
                QuarantineFailure.INVALID_VALUE,
                Dictionary.tag(keyword).isPresent()
                        ? keyword + " cannot be set so"
                        : "a name is no attribute's keyword");
    }
}
