package org.radbridge.ingest.receive;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.io.SplicedFile;
import org.radbridge.dicom.json.DicomJson;
import org.radbridge.ingest.index.BulkDataLocations;
import org.radbridge.ingest.index.InstanceHeader;
import org.radbridge.ingest.receive.IncomingFormat.Content;
import org.radbridge.ingest.receive.InstanceReception.Announced;
import org.radbridge.ingest.repair.Coercions;
import org.radbridge.ingest.repair.Repairs;
import org.radbridge.ingest.storage.Sha256;

/**
 * What an instance turns out to be once all of it has come: repaired by the rules, and one that the
 * archive takes.
 */
final class Assessment {
    private final ReceptionServices services;
    private final Sender sender;
    private final Announced announced;
    private final Treatment treatment;
    private final ContentFingerprint fingerprint;

    Assessment(
            ReceptionServices services,
            Sender sender,
            Announced announced,
            Treatment treatment,
            ContentFingerprint fingerprint) {
        this.services = services;
        this.sender = sender;
        this.announced = announced;
        this.treatment = treatment;
        this.fingerprint = fingerprint;
    }

    /**
     * An instance that can be stored.
     *
     * @param metadata DICOM JSON, with the places of what it leaves out
     * @param repaired the file to store instead of the one that came; null when nothing changes
     */
    record Whole(
            InstanceHeader header,
            Content content,
            Coercions coercions,
            String metadata,
            Sha256 fingerprint,
            @Nullable SplicedFile repaired) {}

    /**
     * Assesses what was read.
     *
     * @param noted gets the data set before and after the rules, also when it is then refused
     * @throws RefusedException when the archive does not take it
     */
    Whole of(Content content, Consumer<DataSet> noted) {
        noted.accept(content.dataSet());
        Repairs repairs = services.repairs();
        Coercions coercions = repairs.apply(sender.callingAe(), content.dataSet());
        repairs.apply(coercions, treatment.decided(), treatment.decidedBy());
        noted.accept(coercions.current());
        InstanceHeader header = services.headers().read(coercions.current());
        requireAnnounced(header);
        if (!services.storageClasses().contains(header.sopClassUid())) {
            throw new RefusedException(
                    RefusalReason.NOT_A_STORAGE_CLASS, "SOP class " + header.sopClassUid());
        }
        BulkDataLocations locations =
                new BulkDataLocations(offset -> content.dataSetOffset() + offset);
        String metadata = DicomJson.write(content.dataSet(), locations);
        return new Whole(
                header,
                content,
                coercions,
                locations.locatedIn(metadata),
                fingerprint.of(metadata),
                null);
    }

    /** The same instance with what was changed, by a rule or by its study, in its file. */
    Whole repaired(Whole whole) {
        DataSet recorded = services.repairs().recorded(whole.coercions(), sender.callingAe());
        SplicedFile file = Rewriting.spliced(recorded, whole.content());
        BulkDataLocations locations =
                new BulkDataLocations(
                        offset -> file.newOffset(whole.content().dataSetOffset() + offset));
        String metadata = DicomJson.write(recorded, locations);
        return new Whole(
                services.headers().read(recorded),
                whole.content(),
                whole.coercions(),
                locations.locatedIn(metadata),
                whole.fingerprint(),
                file);
    }

    private void requireAnnounced(InstanceHeader header) {
        InstanceIdentifiers said = announced.identifiers();
        requireSame("(0008,0018)", said.sopInstanceUid(), header.sopInstanceUid()::equals);
        requireSame("(0008,0016)", said.sopClassUid(), header.sopClassUid()::equals);
        requireSame(
                "(0020,000D)", said.studyInstanceUid(), header.study().studyInstanceUid()::equals);
    }

    private static void requireSame(
            String tag, @Nullable String announced, Predicate<String> inDataSet) {
        if (announced != null && !inDataSet.test(announced)) {
            throw new RefusedException(
                    RefusalReason.NOT_AS_ANNOUNCED, tag + " is not what was announced");
        }
    }
}
