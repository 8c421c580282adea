package org.radbridge.devstack.part;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a part: {@code --name value} pairs and {@code --flag}s, all declared with a
 * line of help and, unless required, a default.
 */
public final class Options {

    private record Declared(
            String name, @Nullable String defaultValue, boolean flag, String help) {}

    private final String program;
    private final String purpose;
    private final Map<String, Declared> declared = new LinkedHashMap<>();
    private final Map<String, String> given = new LinkedHashMap<>();
    private final List<String> arguments = new ArrayList<>();
    private boolean helpWanted;

    public Options(String program, String purpose) {
        this.program = program;
        this.purpose = purpose;
        flag("help", "print this text");
    }

    /** Declares an option that must be given. */
    public Options required(String name, String help) {
        declared.put(name, new Declared(name, null, false, help));
        return this;
    }

    /** Declares an option that has a default. */
    public Options option(String name, String defaultValue, String help) {
        declared.put(name, new Declared(name, defaultValue, false, help));
        return this;
    }

    /** Declares a switch that is off unless it is given. */
    public Options flag(String name, String help) {
        declared.put(name, new Declared(name, null, true, help));
        return this;
    }

    /**
     * Reads a command line.
     *
     * @throws OptionException for an unknown option, a missing value or a missing required option
     */
    public Options parse(String... commandLine) {
        given.clear();
        arguments.clear();
        for (int i = 0; i < commandLine.length; i++) {
            String word = commandLine[i];
            if (!word.startsWith("--")) {
                arguments.add(word);
                continue;
            }
            String name = word.substring(2);
            Declared option = declared.get(name);
            if (option == null) {
                throw new OptionException("Unknown option " + word + ". Try --help.");
            }
            if (option.flag()) {
                given.put(name, "true");
            } else if (i + 1 < commandLine.length) {
                given.put(name, commandLine[++i]);
            } else {
                throw new OptionException("Option " + word + " needs a value. Try --help.");
            }
        }
        helpWanted = given.containsKey("help");
        if (!helpWanted) {
            requireAll();
        }
        return this;
    }

    private void requireAll() {
        for (Declared option : declared.values()) {
            boolean missing = !option.flag() && option.defaultValue() == null;
            if (missing && !given.containsKey(option.name())) {
                throw new OptionException(
                        "Option --" + option.name() + " is required. Try --help.");
            }
        }
    }

    public boolean helpWanted() {
        return helpWanted;
    }

    /** The words that belong to no option. */
    public List<String> arguments() {
        return List.copyOf(arguments);
    }

    public String text(String name) {
        Declared option = declared.get(name);
        if (option == null) {
            throw new IllegalArgumentException("Option --" + name + " was never declared");
        }
        String value = given.getOrDefault(name, option.defaultValue());
        if (value == null) {
            throw new OptionException("Option --" + name + " is required. Try --help.");
        }
        return value;
    }

    public boolean on(String flag) {
        return given.containsKey(flag);
    }

    public Path path(String name) {
        return Path.of(text(name)).toAbsolutePath().normalize();
    }

    /** A TCP port, 0 to 65535. */
    public int port(String name) {
        int port = number(name);
        if (port < 0 || port > 65_535) {
            throw new OptionException("Option --" + name + ": " + port + " is not a TCP port.");
        }
        return port;
    }

    public int number(String name) {
        String value = text(name);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new OptionException("Option --" + name + ": '" + value + "' is not a number.", e);
        }
    }

    /** A duration in seconds. */
    public Duration seconds(String name) {
        return Duration.ofSeconds(number(name));
    }

    /** The text that {@code --help} prints. */
    public String help() {
        StringBuilder text = new StringBuilder();
        text.append(program).append(": ").append(purpose).append("\n\n");
        for (Declared option : declared.values()) {
            String left = "--" + option.name() + (option.flag() ? "" : " VALUE");
            text.append("  %-28s %s".formatted(left, option.help()));
            if (option.defaultValue() != null && !option.defaultValue().isEmpty()) {
                text.append(" (default ").append(option.defaultValue()).append(')');
            } else if (option.defaultValue() == null && !option.flag()) {
                text.append(" (required)");
            }
            text.append('\n');
        }
        return text.toString();
    }
}
