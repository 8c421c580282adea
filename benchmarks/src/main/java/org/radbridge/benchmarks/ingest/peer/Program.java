package org.radbridge.benchmarks.ingest.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A program that Debian has. */
record Program(Path path) {

    private static final String USUALLY = "/usr/local/bin:/usr/bin:/usr/local/sbin:/usr/sbin";

    /**
     * @throws IOException which says what to install
     */
    static Program find(String name, String debianPackage) throws IOException {
        String folders = System.getenv().getOrDefault("PATH", "") + ":" + USUALLY;
        return new Program(
                Stream.of(folders.split(":"))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow(() -> missing(name, debianPackage)));
    }

    /**
     * @throws IOException which says what to install
     */
    static Path requireFile(String file, String debianPackage) throws IOException {
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            throw missing(file, debianPackage);
        }
        return path;
    }

    private static IOException missing(String what, String debianPackage) {
        return new IOException(
                what
                        + " is not installed. Next: apt install "
                        + debianPackage
                        + ", or leave it out with --peers");
    }
}
