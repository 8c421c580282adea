package org.radbridge.devstack.keycloak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@code kc.sh} with this JDK and little memory, as the leader of a process group. */
final class KeycloakCommand {

    /** In place of kc.sh's own, which choose a collector for many cores. */
    private static final String JVM_OPTIONS =
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms64m -Xmx384m -XX:MaxMetaspaceSize=256m"
                    + " -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8"
                    + " -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8"
                    + " -Djava.security.egd=file:/dev/urandom";

    private final Path program;
    private final Path log;

    KeycloakCommand(Path program, Path log) {
        this.program = program;
        this.log = log;
    }

    Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add("setsid");
        command.add(program.toString());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_OPTS", JVM_OPTIONS);
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
        return builder.start();
    }
}
