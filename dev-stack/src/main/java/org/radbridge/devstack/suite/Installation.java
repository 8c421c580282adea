package org.radbridge.devstack.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A built checkout of Radbridge.
 *
 * @param root the folder of the parent POM
 */
public record Installation(Path root) {

    /** System property that names the root; the Maven build sets it for all tests. */
    public static final String ROOT_PROPERTY = "radbridge.root";

    /** How a JVM compiles what it runs. */
    public enum Compiler {
        /** Little and at once: for what mostly waits. */
        QUICK,
        /**
         * All the way: for what computes. AES-GCM by the processor's own instructions comes only
         * with this, and without it decrypting is the longest step of a study.
         */
        THOROUGH
    }

    /** The checkout that the system property names, or the one around the working directory. */
    public static Installation find() {
        String named = System.getProperty(ROOT_PROPERTY, "");
        if (!named.isEmpty()) {
            return new Installation(Path.of(named).toAbsolutePath().normalize());
        }
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null) {
            if (Files.exists(folder.resolve("dev-stack/pom.xml"))) {
                return new Installation(folder);
            }
            folder = folder.getParent();
        }
        throw new SuiteException(
                "The root of Radbridge is unknown here: set -D" + ROOT_PROPERTY + "=FOLDER.");
    }

    /** Where the dev stack's own build leaves what the parts run from. */
    public Path devStackTarget() {
        return root.resolve("dev-stack/target");
    }

    /**
     * Programs unpacked once for this checkout, shared by every suite and test that runs from it.
     */
    public Path postgresBinaries() {
        return devStackTarget().resolve("postgres-binaries");
    }

    /** Triton's model repository with the committed models. */
    public Path modelRepository() {
        return root.resolve("models/repository");
    }

    /**
     * The command of a part: a JVM of this JDK with the dev stack's class path.
     *
     * @param heap the JVM's limit, for example {@code 64m}
     */
    public List<String> partCommand(String mainClass, String heap, List<String> arguments) {
        Path libraries = devStackTarget().resolve("lib");
        List<String> command = java(heap, Compiler.QUICK);
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        devStackTarget().resolve("classes") + ":" + libraries + "/*",
                        mainClass));
        command.addAll(arguments);
        return command;
    }

    /** The command of a service that was packaged in its module's folder. */
    public List<String> serviceCommand(
            String module, String heap, Compiler compiler, List<String> systemProperties) {
        List<String> command = java(heap, compiler);
        command.addAll(systemProperties);
        command.addAll(List.of("-jar", serviceJar(module).toString()));
        return command;
    }

    /** Insists on what the Maven build leaves for the parts. */
    public void requireParts() {
        requireBuilt(devStackTarget().resolve("lib"), "dev-stack");
    }

    /** Insists on what the Maven build leaves for a service. */
    public void requireService(String module) {
        requireBuilt(serviceJar(module), module);
    }

    private static void requireBuilt(Path file, String module) {
        if (!Files.exists(file)) {
            throw new SuiteException(
                    file
                            + " is missing. Build it: ./mvnw -q -Dquick -DskipTests package -am -pl "
                            + module);
        }
    }

    /** What packaging a service module leaves to run. */
    public Path serviceJar(String module) {
        return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    private static List<String> java(String heap, Compiler compiler) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        if (compiler == Compiler.QUICK) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-Xmx" + heap);
        return command;
    }
}
