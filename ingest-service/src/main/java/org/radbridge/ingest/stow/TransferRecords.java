package org.radbridge.ingest.stow;

import java.util.HashSet;
import java.util.Set;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.ingest.dicomweb.DicomWebEdge;
import org.radbridge.ingest.dicomweb.Exchange;
import org.radbridge.ingest.index.InstanceHeader;
import org.radbridge.ingest.receive.ReceptionOutcome;
import org.radbridge.ingest.receive.ReceptionOutcome.Stored;

/**
 * The access records of one store request: one for each study, begun when its first instance is
 * stored, while others are still being received. Used on the request's event loop only.
 */
final class TransferRecords {
    private final DicomWebEdge edge;
    private final Exchange exchange;
    private final String resource;
    private final Set<String> studies = new HashSet<>();

    TransferRecords(DicomWebEdge edge, Exchange exchange, String resource) {
        this.edge = edge;
        this.exchange = exchange;
        this.resource = resource;
    }

    /** Begins the record of a study that comes for the first time. */
    void add(ReceptionOutcome outcome) {
        if (outcome instanceof Stored(InstanceHeader header, boolean _, boolean _, boolean _)) {
            add(header);
        }
    }

    private void add(InstanceHeader header) {
        String study = header.study().studyInstanceUid();
        if (studies.add(study)) {
            edge.record(
                    exchange,
                    edge.entry(exchange, Action.TRANSFER, resource)
                            .patient(header.patient().identifier())
                            .study(study));
        }
    }
}
