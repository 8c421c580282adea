package org.radbridge.devstack.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.radbridge.devstack.part.DeletedTree;
import org.radbridge.devstack.part.OptionException;

/** Keycloak's files, unpacked and built for PostgreSQL once; later starts find the marker. */
final class KeycloakDistribution {

    private static final long BUILD_LIMIT_MINUTES = 6;

    private final Path home;

    private KeycloakDistribution(Path home) {
        this.home = home;
    }

    /**
     * Prepares {@code home}; a second process that wants the same waits for the first.
     *
     * @param zip the distribution as Maven Central has it
     * @param log receives what the build has to say
     */
    static KeycloakDistribution prepare(Path zip, Path home, Path log)
            throws IOException, InterruptedException {
        Path folder = home.resolveSibling("");
        Files.createDirectories(folder);
        Path marker = home.resolve("built-for-postgres");
        Path lockFile = folder.resolve(home.getFileName() + ".lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(marker)) {
                DeletedTree.delete(home);
                unpack(zip, home);
                build(home, log);
                Files.createFile(marker);
            }
        }
        return new KeycloakDistribution(home);
    }

    Path program() {
        return home.resolve("bin/kc.sh");
    }

    /** Where a start looks for realms that are not in the database yet. */
    Path imports() {
        return home.resolve("data/import");
    }

    private static void unpack(Path zip, Path home) throws IOException {
        if (!Files.exists(zip)) {
            throw new OptionException(
                    zip + " is missing: build it with ./mvnw -q -DskipTests package -pl dev-stack");
        }
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                Path name = Path.of(entry.getName());
                if (entry.isDirectory() || name.getNameCount() < 2) {
                    continue;
                }
                Path target = home.resolve(name.subpath(1, name.getNameCount())).normalize();
                if (!target.startsWith(home)) {
                    throw new IOException("Archive entry outside its folder: " + entry.getName());
                }
                Files.createDirectories(target.resolveSibling(""));
                try (InputStream content = file.getInputStream(entry)) {
                    Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Path program = home.resolve("bin/kc.sh");
        if (!program.toFile().setExecutable(true, false)) {
            throw new IOException("Cannot make " + program + " executable");
        }
    }

    private static void build(Path home, Path log) throws IOException, InterruptedException {
        Process process =
                new KeycloakCommand(home.resolve("bin/kc.sh"), log)
                        .start(List.of("build", "--db=postgres"));
        if (!process.waitFor(BUILD_LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("kc.sh build has not ended, see " + log);
        }
        if (process.exitValue() != 0) {
            throw new IOException("kc.sh build failed, see " + log);
        }
    }
}
