import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the sources that hold the standard's registry (PS3.6): {@code Tag}, {@code StandardUid} and
 * {@code RegistryFacts}, from {@code elements.tsv} and {@code uids.tsv} beside this file.
 *
 * <p>Run by the build before compilation: {@code java GenerateDictionary.java FACTS_FOLDER TARGET_FOLDER}.
 * A file is written only when its content changes, so that an unchanged dictionary recompiles nothing.
 */
class GenerateDictionary {

    private static final String PACKAGE = "org.radbridge.dicom.data";

    /** A class file holds at most 65,535 bytes per string constant. */
    private static final int LONGEST_CONSTANT = 60_000;

    record Element(String tag, String keyword, String vr, String vm, boolean retired) {
        String firstTag() {
            return tag.replace('x', '0');
        }

        String line() {
            return String.join("\t", tag, keyword, vr, vm);
        }
    }

    record RegisteredUid(String uid, String keyword, String kind, boolean retired) {
        String line() {
            return String.join("\t", uid, keyword, kind);
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path facts = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]).resolve(PACKAGE.replace('.', '/'));
        Files.createDirectories(target);

        List<Element> elements = rows(facts.resolve("elements.tsv"), 5).stream()
                .map(row -> new Element(row[0], row[1], row[2], row[3], row[4].equals("R")))
                .toList();
        List<RegisteredUid> uids = rows(facts.resolve("uids.tsv"), 4).stream()
                .map(row -> new RegisteredUid(row[0], row[1], row[2], row[3].equals("R")))
                .toList();

        write(target.resolve("Tag.java"), tagSource(elements));
        write(target.resolve("StandardUid.java"), uidSource(uids));
        write(target.resolve("RegistryFacts.java"), factsSource(elements, uids));
    }

    private static List<String[]> rows(Path file, int columns) throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String[] cells = (line + "\t".repeat(columns)).split("\t", -1);
            rows.add(cells);
        }
        return rows;
    }

    private static String tagSource(List<Element> elements) {
        StringBuilder source = header("Data element tags by keyword (PS3.6 chapters 6 to 9), group in the upper half."
                + " A repeating group stands with its first group number.");
        source.append("public final class Tag {\n\n    private Tag() {}\n");
        for (Element element : elements) {
            source.append(
                    """

                        /** (%s,%s) %s %s%s */
                        public static final int %s = 0x%s;
                    """
                            .formatted(
                                    element.tag().substring(0, 4),
                                    element.tag().substring(4),
                                    element.vr(),
                                    element.vm(),
                                    element.retired() ? ", retired" : "",
                                    element.keyword(),
                                    element.firstTag()));
        }
        return source.append("}\n").toString();
    }

    private static String uidSource(List<RegisteredUid> uids) {
        StringBuilder source = header("Registered unique identifiers by keyword (PS3.6 annex A).");
        source.append("abstract class StandardUid {\n\n    StandardUid() {}\n");
        for (RegisteredUid uid : uids) {
            source.append(
                    """

                        /** %s%s */
                        public static final String %s = "%s";
                    """
                            .formatted(uid.kind(), uid.retired() ? ", retired" : "", uid.keyword(), uid.uid()));
        }
        return source.append("}\n").toString();
    }

    private static String factsSource(List<Element> elements, List<RegisteredUid> uids) {
        StringBuilder source = header("The registry as text, read once by Dictionary and Uid.");
        source.append("final class RegistryFacts {\n\n    private RegistryFacts() {}\n\n");
        appendTable(source, "ELEMENTS", elements.stream().map(Element::line).toList());
        appendTable(source, "UIDS", uids.stream().map(RegisteredUid::line).toList());
        return source.append("}\n").toString();
    }

    private static void appendTable(StringBuilder source, String name, List<String> lines) {
        source.append("    static final String[] ").append(name).append(" = {\n");
        StringBuilder constant = new StringBuilder();
        for (String line : lines) {
            if (constant.length() + line.length() > LONGEST_CONSTANT) {
                source.append("        \"").append(constant).append("\",\n");
                constant.setLength(0);
            }
            constant.append(line.replace("\t", "\\t")).append("\\n");
        }
        source.append("        \"").append(constant).append("\"\n    };\n\n");
    }

    private static StringBuilder header(String javadoc) {
        return new StringBuilder("// Generated by src/main/dictionary/GenerateDictionary.java\n")
                .append("package ").append(PACKAGE).append(";\n\n")
                .append("/** ").append(javadoc).append(" */\n");
    }

    private static void write(Path file, String content) throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(content)) {
            return;
        }
        Files.writeString(file, content);
    }
}
