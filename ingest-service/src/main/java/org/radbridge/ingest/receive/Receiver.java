package org.radbridge.ingest.receive;

import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.ingest.index.InstanceIndex;
import org.radbridge.ingest.receive.InstanceReception.Announced;
import org.radbridge.ingest.repair.Repairs;
import org.radbridge.ingest.storage.ObjectStore;
import org.radbridge.ingest.storage.StorageWorkers;

/** Begins receptions for both doors. */
@ApplicationScoped
public class Receiver {
    private final ReceptionServices services;

    public Receiver(
            StorageWorkers workers,
            ObjectStore store,
            InstanceIndex index,
            RefusedInstances refused,
            ActiveReceptions active,
            StorageClasses storageClasses,
            Repairs repairs,
            Quarantine quarantine,
            ReceiveConfig config) {
        this.services =
                new ReceptionServices(
                        workers,
                        store,
                        index,
                        refused,
                        active,
                        storageClasses,
                        new HeaderReader(config.defaultIssuer()),
                        repairs,
                        new Rewriting(store),
                        quarantine,
                        new ChunkBuffers(Chunks.ROOM),
                        config.maxInstanceSize().asLongValue());
    }

    /** A data set alone, announced by a C-STORE request. */
    public InstanceReception dataSet(
            Sender sender,
            String sopClassUid,
            String sopInstanceUid,
            TransferSyntax transferSyntax) {
        ContentFingerprint fingerprint = new ContentFingerprint();
        return new InstanceReception(
                services,
                sender,
                new Announced(new InstanceIdentifiers(null, null, sopInstanceUid, sopClassUid)),
                Treatment.USUAL,
                fingerprint,
                new IncomingFormat.BareDataSet(
                        sopClassUid, sopInstanceUid, transferSyntax, fingerprint));
    }

    /**
     * A Part 10 file.
     *
     * @param studyInstanceUid the study that it must belong to; null for any
     */
    public InstanceReception file(Sender sender, @Nullable String studyInstanceUid) {
        return file(sender, studyInstanceUid, Treatment.USUAL);
    }

    /** A Part 10 file that is treated in its own way. */
    public InstanceReception file(
            Sender sender, @Nullable String studyInstanceUid, Treatment treatment) {
        ContentFingerprint fingerprint = new ContentFingerprint();
        return new InstanceReception(
                services,
                sender,
                new Announced(new InstanceIdentifiers(studyInstanceUid, null, null, null)),
                treatment,
                fingerprint,
                new IncomingFormat.WholeFile(fingerprint));
    }
}
