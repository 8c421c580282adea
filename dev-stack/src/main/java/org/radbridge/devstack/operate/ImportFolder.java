package org.radbridge.devstack.operate;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder below the service's import root that has the files of another one: links where both are
 * on one file system, copies elsewhere. The original is only read.
 *
 * @param path relative to the import root
 * @param folder where it is
 * @param files how many files it has
 */
record ImportFolder(String path, Path folder, int files) {

    private static final String DICOMDIR = "DICOMDIR";

    /**
     * @param source a folder, or a DICOMDIR, whose folder is taken then
     * @param name of the folder to make below {@code root}
     */
    static ImportFolder link(Path source, Path root, String name) throws IOException {
        boolean directory = Files.isDirectory(source);
        Path from = directory ? source.toRealPath() : source.toRealPath().resolveSibling("");
        Path to = root.resolve(name);
        if (Files.exists(to)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        List<Path> files;
        try (Stream<Path> found = Files.walk(from)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            link(file, target);
        }
        String path = directory ? name : name + "/" + source.getFileName();
        return new ImportFolder(path, to, files.size());
    }

    /** Whether this can be imported. */
    static boolean accepts(Path source) {
        return Files.isDirectory(source)
                || Files.isRegularFile(source)
                        && source.getFileName().toString().equalsIgnoreCase(DICOMDIR);
    }

    private static void link(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileSystemException | UnsupportedOperationException otherFileSystem) {
            Files.copy(file, target);
        }
    }
}
