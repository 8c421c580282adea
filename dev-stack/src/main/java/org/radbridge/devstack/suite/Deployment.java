package org.radbridge.devstack.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The suite's own copy of what was built, laid out as in the checkout. Processes run from the copy,
 * so that a build, which replaces jars in place, never pulls classes from under a running one.
 */
final class Deployment {

    private static final String DEV_STACK = "dev-stack";

    private final Installation built;
    private final Installation copy;

    /**
     * @param state the suite's folder, which holds the copy
     */
    Deployment(Installation built, Path state) {
        this.built = built;
        this.copy = new Installation(state.resolve("apps"));
    }

    /** Where processes are started from. */
    Installation programs() {
        return copy;
    }

    /**
     * Copies what was built anew for processes that do not run.
     *
     * @param running whether the process of this name runs
     * @param parts names of the processes that share the dev stack's class path
     */
    void refresh(List<String> parts, Predicate<String> running) {
        if (parts.stream().noneMatch(running)) {
            mirror(built.devStackTarget().resolve("classes"), "classes");
            mirror(built.devStackTarget().resolve("lib"), "lib");
        }
        ServiceSpecs.MODULES.stream().filter(running.negate()).forEach(this::refreshService);
    }

    /** Copies a service that does not run now; does nothing for the name of a part. */
    void refresh(String process) {
        if (ServiceSpecs.MODULES.contains(process)) {
            refreshService(process);
        }
    }

    private void refreshService(String module) {
        mirror(folder(built, module), folder(copy, module));
    }

    private static Path folder(Installation installation, String module) {
        return installation.serviceJar(module).resolveSibling("");
    }

    private void mirror(Path from, String name) {
        mirror(from, copy.root().resolve(DEV_STACK).resolve("target").resolve(name));
    }

    private static void mirror(Path from, Path to) {
        try {
            Files.createDirectories(to);
            deleteWhatIsGone(from, to);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    copyIfNew(file, to.resolve(from.relativize(file)));
                }
            }
        } catch (IOException e) {
            throw new SuiteException("Cannot copy " + from + " to " + to + ": " + e, e);
        }
    }

    private static void deleteWhatIsGone(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(to)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!Files.exists(from.resolve(to.relativize(file)))) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void copyIfNew(Path file, Path target) throws IOException {
        boolean same =
                Files.exists(target)
                        && Files.size(target) == Files.size(file)
                        && Files.getLastModifiedTime(target)
                                .equals(Files.getLastModifiedTime(file));
        if (!same) {
            Files.createDirectories(target.resolveSibling(""));
            Files.copy(
                    file,
                    target,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
