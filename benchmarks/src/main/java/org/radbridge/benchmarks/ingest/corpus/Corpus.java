package org.radbridge.benchmarks.ingest.corpus;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.radbridge.dicom.net.CStoreRequest;

/**
 * The objects of one kind, as files. They are written when they are missing, and kept for the next
 * run.
 */
public final class Corpus {

    /** How many identifiers an object holds: four UIDs, one of them in two places, one patient. */
    private static final int IDENTIFIERS = 6;

    /** PS3.10 §7.1: the group length's value stands here, and counts from its end. */
    private static final int META_LENGTH_AT = 140;

    private static final int META_BEGINS = 144;

    private final Kind kind;
    private final Path folder;
    private final int size;

    private Corpus(Kind kind, Path folder, int size) {
        this.kind = kind;
        this.folder = folder;
        this.size = size;
    }

    /**
     * Writes what is missing. Blocks; the first time it takes a while.
     *
     * @param size how many objects, a multiple of the kind's series
     */
    public static Corpus of(Kind kind, Path parent, int size) throws IOException {
        Path folder = parent.resolve(kind.folder());
        Corpus corpus = new Corpus(kind, folder, size);
        Files.createDirectories(folder);
        for (int number = 0; number < size; number++) {
            Path file = corpus.file(number);
            if (!Files.exists(file)) {
                Path begun = file.resolveSibling(file.getFileName() + ".begun");
                Files.write(
                        begun,
                        CorpusObject.file(kind, corpus.study(number), corpus.instance(number)));
                Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return corpus;
    }

    public Kind kind() {
        return kind;
    }

    public int size() {
        return size;
    }

    private Path file(int number) {
        return folder.resolve(String.format(Locale.ROOT, "%04d.dcm", number));
    }

    private int study(int number) {
        return number / kind.perSeries();
    }

    private int instance(int number) {
        return 1 + number % kind.perSeries();
    }

    /**
     * Reads objects into memory, as instances that were never sent before. Beyond the last object
     * the first comes again, under other identifiers.
     *
     * @param from number of the first object
     * @param sending the number of this sending; of the next ones as many are taken as the corpus
     *     is gone through again
     */
    public List<Outgoing> load(int from, int count, long sending) throws IOException {
        List<Outgoing> loaded = new ArrayList<>(count);
        for (int i = from; i < from + count; i++) {
            loaded.add(outgoing(i % size, sending + i / size));
        }
        return loaded;
    }

    private Outgoing outgoing(int number, long sending) throws IOException {
        byte[] file = Files.readAllBytes(file(number));
        int renamed = Renaming.rename(file, sending);
        if (renamed != IDENTIFIERS) {
            throw new IOException(
                    file(number) + " is not of this corpus: delete " + folder + " and try again");
        }
        Identity identity = new Identity(sending, study(number), instance(number));
        Buffer whole = Buffer.buffer(file);
        return new Outgoing(
                CStoreRequest.of(
                        kind.sopClassUid(), identity.sopInstanceUid(), CorpusObject.SYNTAX),
                identity.patientId(),
                identity.studyInstanceUid(),
                identity.seriesInstanceUid(),
                whole,
                whole.slice(dataSetOffset(file), file.length));
    }

    private static int dataSetOffset(byte[] file) {
        return META_BEGINS
                + ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(META_LENGTH_AT);
    }
}
