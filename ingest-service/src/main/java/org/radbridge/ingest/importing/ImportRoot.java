package org.radbridge.ingest.importing;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.radbridge.kit.failure.RadbridgeException;

/** The folder that imports are taken from: no path leads out of it, no link either. */
@ApplicationScoped
class ImportRoot {
    private final ImportConfig config;

    ImportRoot(ImportConfig config) {
        this.config = config;
    }

    /**
     * A folder, or a DICOMDIR, below the root. Blocks.
     *
     * @throws RadbridgeException when there is none, or the path leads elsewhere
     */
    Path resolve(String path) {
        Path root =
                config.root()
                        .orElseThrow(() ->
                                new RadbridgeException(
                                        ImportFailure.IMPORT_NOT_CONFIGURED,
                                        "radbridge.import.root is not set"));
        try {
            Path real = root.toRealPath();
            Path found = real.resolve(path).toRealPath();
            if (found.startsWith(real) && (Files.isDirectory(found) || isDirectoryFile(found))) {
                return found;
            }
        } catch (InvalidPathException | IOException notThere) {
            throw invalid();
        }
        throw invalid();
    }

    private static boolean isDirectoryFile(Path file) {
        return Files.isRegularFile(file)
                && file.getFileName().toString().equalsIgnoreCase(ImportFiles.DICOMDIR);
    }

    private static RadbridgeException invalid() {
        return new RadbridgeException(
                ImportFailure.IMPORT_PATH_INVALID,
                "name a folder, or a DICOMDIR, below the import root");
    }
}
