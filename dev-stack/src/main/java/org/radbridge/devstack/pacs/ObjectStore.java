package org.radbridge.devstack.pacs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.radbridge.devstack.part.DeletedTree;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.io.DicomFormatException;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.ReadLimits;

/**
 * Objects as files {@code STUDY/SERIES/INSTANCE.dcm} and, in memory, what can be asked about them.
 * A file gets its name only when it is whole and on disk. Blocks: for worker threads.
 */
final class ObjectStore {

    private static final System.Logger LOG = System.getLogger(ObjectStore.class.getName());

    private final Path objects;
    private final Path incoming;
    private final ConcurrentMap<String, StoredObject> bySopInstanceUid =
            new ConcurrentSkipListMap<>();
    private final ConcurrentMap<String, ConcurrentMap<String, StoredObject>> byStudy =
            new ConcurrentHashMap<>();

    private ObjectStore(Path state) {
        this.objects = state.resolve("objects");
        this.incoming = state.resolve("incoming");
    }

    /** Opens a folder, drops what was cut off in its middle, and indexes the rest. */
    static ObjectStore open(Path state) throws IOException {
        ObjectStore store = new ObjectStore(state);
        DeletedTree.delete(store.incoming);
        Files.createDirectories(store.incoming);
        Files.createDirectories(store.objects);
        store.index();
        return store;
    }

    private void index() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(objects)) {
            files = found.filter(file -> file.toString().endsWith(".dcm")).toList();
        }
        for (Path file : files) {
            try {
                StoredObject object = read(file);
                enter(object);
            } catch (RefusedObjectException e) {
                LOG.log(System.Logger.Level.WARNING, "{0} is left out: {1}", file, e.getMessage());
            }
        }
    }

    private void enter(StoredObject object) {
        bySopInstanceUid.put(object.sopInstanceUid(), object);
        byStudy.computeIfAbsent(object.studyInstanceUid(), _ -> new ConcurrentSkipListMap<>())
                .put(object.sopInstanceUid(), object);
    }

    /** A new file for an object on its way in. */
    Path newIncoming() throws IOException {
        return Files.createTempFile(incoming, "object", ".part");
    }

    /**
     * Takes a whole Part 10 file in; durable when this returns. An object that is there already
     * stays as it is and the new file is dropped.
     *
     * @throws RefusedObjectException when the file is no storable object; it is dropped
     */
    StoredObject commit(Path file) throws IOException, RefusedObjectException {
        try {
            StoredObject object = read(file);
            StoredObject present = bySopInstanceUid.get(object.sopInstanceUid());
            if (present != null) {
                return present;
            }
            Path target =
                    objects.resolve(object.studyInstanceUid())
                            .resolve(object.seriesInstanceUid())
                            .resolve(object.sopInstanceUid() + ".dcm");
            Path folder = target.resolveSibling("");
            Files.createDirectories(folder);
            sync(file, StandardOpenOption.WRITE);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            sync(folder, StandardOpenOption.READ);
            StoredObject stored =
                    new StoredObject(object.attributes(), object.transferSyntax(), target);
            enter(stored);
            return stored;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void sync(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    private static StoredObject read(Path file) throws IOException, RefusedObjectException {
        Part10File content;
        try {
            content = Part10Reader.read(file, ReadLimits.INDEX);
        } catch (DicomFormatException e) {
            throw new RefusedObjectException(
                    DimseStatus.CANNOT_UNDERSTAND, "not a sound DICOM object: " + e.kind(), e);
        }
        DataSet attributes = content.dataSet();
        for (int tag :
                new int[] {
                    Tag.SOPClassUID, Tag.SOPInstanceUID, Tag.StudyInstanceUID, Tag.SeriesInstanceUID
                }) {
            if (!attributes.string(tag).map(Uid::isValid).orElse(false)) {
                throw new RefusedObjectException(
                        DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS,
                        "no valid UID in " + Integer.toHexString(tag));
            }
        }
        return new StoredObject(attributes, content.transferSyntax(), file);
    }

    Optional<StoredObject> find(String sopInstanceUid) {
        return Optional.ofNullable(bySopInstanceUid.get(sopInstanceUid));
    }

    /** The objects of a study, by SOP Instance UID. */
    Collection<StoredObject> ofStudy(String studyInstanceUid) {
        return byStudy.getOrDefault(studyInstanceUid, new ConcurrentSkipListMap<>()).values();
    }

    /** The objects that match, by SOP Instance UID. */
    Collection<StoredObject> find(Predicate<StoredObject> wanted) {
        return bySopInstanceUid.values().stream().filter(wanted).toList();
    }

    int size() {
        return bySopInstanceUid.size();
    }
}
