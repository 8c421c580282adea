package org.radbridge.ingest.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes names in a folder survive a power cut: a rename is durable once the folder is. */
final class Durability {
    private Durability() {}

    /** Writes a folder's entries to the device. Blocks. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Creates a folder below {@code root}, durably: every new name on the way is forced. One at a
     * time, so that nobody takes a folder for durable that another has made and not yet forced.
     */
    static synchronized void createFolder(Path root, Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = root;
        for (Path name : root.relativize(folder)) {
            Path child = parent.resolve(name);
            if (!Files.isDirectory(child)) {
                Files.createDirectories(child);
                force(parent);
            }
            parent = child;
        }
    }
}
