package org.radbridge.fhirmapper.hl7v2.er7;

/** The characters that separate the parts of a message: MSH-1 and MSH-2 (section 2.5.4). */
public record Delimiters(
        char field, char component, char repetition, char escape, char subcomponent) {
    /** Those that the standard recommends, and that we write. */
    public static final Delimiters STANDARD = new Delimiters('|', '^', '~', '\\', '&');

    private static final int MSH_AND_DELIMITERS = 8;

    /** Those that a message names, or none when it does not begin with an MSH that names them. */
    static Delimiters of(String message) {
        if (message.length() < MSH_AND_DELIMITERS || !message.startsWith("MSH")) {
            throw new Er7FormatException("it does not begin with an MSH segment");
        }
        Delimiters named =
                new Delimiters(
                        message.charAt(3),
                        message.charAt(4),
                        message.charAt(5),
                        message.charAt(6),
                        message.charAt(7));
        String all = message.substring(3, MSH_AND_DELIMITERS);
        boolean usable =
                all.chars().distinct().count() == all.length()
                        && all.chars().noneMatch(c -> Character.isLetterOrDigit(c) || c <= ' ');
        if (!usable) {
            throw new Er7FormatException("MSH-1 and MSH-2 are no delimiters");
        }
        return named;
    }
}
