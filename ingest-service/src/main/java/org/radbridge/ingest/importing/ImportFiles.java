package org.radbridge.ingest.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.radbridge.dicom.dicomdir.DirectoryRecord;
import org.radbridge.dicom.dicomdir.FileId;
import org.radbridge.dicom.dicomdir.MediaDirectory;
import org.radbridge.dicom.dicomdir.MediaDirectoryReader;

/** The files of a job, in order. Blocks. */
sealed interface ImportFiles {
    /** A medium's directory (PS3.10 section 8.6). */
    String DICOMDIR = "DICOMDIR";

    /** The folder that the files are relative to. */
    Path folder();

    /** The next files, as many as asked for; fewer at the end. */
    List<Path> next(int count) throws IOException;

    /** Files that a directory names and that are not there: known once all have been given. */
    List<ImportError> missing() throws IOException;

    /**
     * The files of a path: all below a folder, or those that a DICOMDIR names.
     *
     * @param after the last one that is done
     */
    static ImportFiles of(Path path, @Nullable String after) throws IOException {
        Path done = after == null ? null : Path.of(after);
        return Files.isDirectory(path)
                ? new OfFolder(path, new FolderWalk(path, done))
                : OfDirectory.read(path, done);
    }

    /** Everything in a folder; what its own DICOMDIR misses is told at the end. */
    record OfFolder(Path folder, FolderWalk walk) implements ImportFiles {
        @Override
        public List<Path> next(int count) {
            return walk.next(count);
        }

        @Override
        public List<ImportError> missing() throws IOException {
            Path directory = folder.resolve(DICOMDIR);
            return Files.isRegularFile(directory)
                    ? OfDirectory.read(directory, null).missing()
                    : List.of();
        }
    }

    /** What a DICOMDIR names. */
    final class OfDirectory implements ImportFiles {
        private final Path folder;
        private final List<Path> files;
        private final List<ImportError> missing;
        private int given;

        private OfDirectory(Path folder, List<Path> files, List<ImportError> missing) {
            this.folder = folder;
            this.files = files;
            this.missing = missing;
        }

        static OfDirectory read(Path directory, @Nullable Path after) throws IOException {
            Path folder =
                    Optional.ofNullable(directory.getParent())
                            .orElseThrow(() -> new IOException("a DICOMDIR lies in a folder"));
            MediaDirectory read = MediaDirectoryReader.read(directory);
            TreeSet<Path> files = new TreeSet<>(Comparator.comparing(Path::toString));
            Map<String, ImportError> missing = new HashMap<>();
            for (DirectoryRecord record : read.files().toList()) {
                FileId id = record.fileId().orElseThrow();
                Optional<Path> file = id.resolve(folder);
                if (file.isPresent()) {
                    files.add(folder.relativize(file.get()));
                } else {
                    missing.put(
                            id.toString(),
                            new ImportError(
                                    id.toString(), "missing-file", "named by the DICOMDIR"));
                }
            }
            List<Path> rest =
                    files.stream()
                            .filter(file ->
                                    after == null
                                            || file.toString().compareTo(after.toString()) > 0)
                            .toList();
            return new OfDirectory(folder, rest, new ArrayList<>(missing.values()));
        }

        @Override
        public Path folder() {
            return folder;
        }

        @Override
        public List<Path> next(int count) {
            int end = Math.min(files.size(), given + count);
            List<Path> next = files.subList(given, end);
            given = end;
            return next;
        }

        @Override
        public List<ImportError> missing() {
            return missing;
        }
    }
}
