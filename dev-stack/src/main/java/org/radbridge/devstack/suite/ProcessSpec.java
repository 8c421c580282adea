package org.radbridge.devstack.suite;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything needed to run one process of the suite.
 *
 * @param name the name that commands and log files use
 * @param command the program and its arguments
 * @param environment variables added to the inherited ones
 * @param health answers 200 to a GET once the process can be used
 * @param needs names of the processes that must be healthy before this one is started
 * @param startLimit how long it may take to become healthy
 * @param ports what it listens on, by purpose, for people to read
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        URI health,
        Set<String> needs,
        Duration startLimit,
        Map<String, Integer> ports) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        needs = Set.copyOf(needs);
        ports = Map.copyOf(ports);
    }
}
