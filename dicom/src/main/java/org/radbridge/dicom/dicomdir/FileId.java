package org.radbridge.dicom.dicomdir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of a file-set by the folders that lead to it (PS3.10 section 8.2).
 *
 * @param components folder names, the file's own name last; at least one
 */
public record FileId(List<String> components) {

    /** Components of a standard file ID, and characters of one. */
    public static final int MAX_COMPONENTS = 8;

    private static final int MAX_LENGTH = 8;

    public FileId {
        components = List.copyOf(components);
        if (components.isEmpty()) {
            throw new IllegalArgumentException("a file ID has at least one component");
        }
    }

    public static FileId of(String... components) {
        return new FileId(List.of(components));
    }

    /** True when it keeps to the names that PS3.10 allows; many media do not. */
    public boolean isStandard() {
        return components.size() <= MAX_COMPONENTS
                && components.stream().allMatch(FileId::isStandardComponent);
    }

    private static boolean isStandardComponent(String component) {
        return !component.isEmpty()
                && component.length() <= MAX_LENGTH
                && component
                        .chars()
                        .allMatch(c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_');
    }

    /**
     * The file inside a file-set. Names are matched whatever their case, since media drivers differ
     * in it, and with the version number {@code ;1} that ISO 9660 adds. Blocks.
     *
     * @param fileSet the folder that holds the DICOMDIR
     * @return empty when there is no such file, or a component is no plain name
     */
    public Optional<Path> resolve(Path fileSet) throws IOException {
        Path place = fileSet;
        for (String component : components) {
            Optional<Path> next = child(place, component);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            place = next.get();
        }
        return Files.isRegularFile(place) ? Optional.of(place) : Optional.empty();
    }

    private static Optional<Path> child(Path folder, String name) throws IOException {
        boolean plain =
                !name.isBlank()
                        && !name.equals(".")
                        && !name.equals("..")
                        && name.chars().noneMatch(c -> c == '/' || c == '\\' || c < ' ');
        if (!plain || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        Path exact = folder.resolve(name);
        if (Files.exists(exact)) {
            return Optional.of(exact);
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> isNamed(child, name)).sorted().findFirst();
        }
    }

    private static boolean isNamed(Path file, String name) {
        String found = file.getFileName().toString();
        return found.equalsIgnoreCase(name) || found.equalsIgnoreCase(name + ";1");
    }

    @Override
    public String toString() {
        return String.join("/", components);
    }
}
