package org.radbridge.ingest.importing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files below a folder, in an order that is the same every time: folders are gone through name
 * by name. Begins after a given file without visiting what comes before. Holds the names of one
 * folder per level in memory. Follows no symbolic links. Blocks.
 */
final class FolderWalk {
    private final Path folder;
    private final Deque<Iterator<Path>> levels = new ArrayDeque<>();

    /**
     * Begins.
     *
     * @param after the last file that is done, relative to the folder; null to begin at the start
     */
    FolderWalk(Path folder, @Nullable Path after) {
        this.folder = folder;
        levels.push(children(folder, after));
    }

    /** The next files relative to the folder, as many as asked for; fewer at the end. */
    List<Path> next(int count) {
        List<Path> files = new ArrayList<>();
        while (files.size() < count && !levels.isEmpty()) {
            Iterator<Path> level = levels.element();
            if (!level.hasNext()) {
                levels.pop();
                continue;
            }
            Path child = level.next();
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                levels.push(children(child, null));
            } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                files.add(folder.relativize(child));
            }
        }
        return files;
    }

    /** The children after a name; a folder of that name is opened where its own part of it says. */
    private Iterator<Path> children(Path parent, @Nullable Path after) {
        List<Path> names;
        try (Stream<Path> children = Files.list(parent)) {
            names = children.sorted(FolderWalk::byName).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (after == null) {
            return names.iterator();
        }
        Path done = parent.resolve(after.getName(0));
        List<Path> rest = names.stream().filter(name -> byName(name, done) > 0).toList();
        if (after.getNameCount() > 1 && Files.isDirectory(done, LinkOption.NOFOLLOW_LINKS)) {
            // the rest of this folder comes after the rest of the folder below
            levels.push(rest.iterator());
            return children(done, after.subpath(1, after.getNameCount()));
        }
        return rest.iterator();
    }

    private static int byName(Path a, Path b) {
        return a.getFileName().toString().compareTo(b.getFileName().toString());
    }
}
