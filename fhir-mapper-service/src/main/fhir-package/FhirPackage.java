import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Packs a folder of FHIR definitions as a FHIR NPM package: a tar of {@code package/}, compressed, with the manifest and
 * an index. Names are sorted and nothing carries a time, so that the same files give the same bytes. Definitions whose
 * address is not below the manifest's are others' and are left out.
 *
 * <p>{@code java FhirPackage.java FOLDER MANIFEST OUTPUT}
 */
public final class FhirPackage {
    private static final int BLOCK = 512;

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String manifest = Files.readString(Path.of(arguments[1]));
        Path output = Path.of(arguments[2]);
        String canonical = text(manifest, "canonical");
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.list(folder)) {
            found.filter(file -> file.toString().endsWith(".json")).forEach(file -> {
                String json = read(file);
                if (text(json, "url").startsWith(canonical + "/")) {
                    files.put(file.getFileName().toString(), json);
                }
            });
        }
        if (files.isEmpty()) {
            throw new IOException(folder + " holds no definitions below " + canonical);
        }
        Map<String, String> all = new TreeMap<>(files);
        all.put(".index.json", index(files));
        all.put("package.json", manifest);
        Files.createDirectories(output.toAbsolutePath().getParent());
        Files.write(output, packed(all));
    }

    private static String index(Map<String, String> files) {
        List<String> rows = new ArrayList<>();
        files.forEach((name, json) -> {
            StringBuilder row = new StringBuilder("    {\"filename\":\"" + name + "\"");
            for (String member : List.of("resourceType", "id", "url", "version", "kind", "type")) {
                String value = member(json, member);
                if (value != null) {
                    row.append(",\"").append(member).append("\":\"").append(value).append('"');
                }
            }
            rows.add(row.append('}').toString());
        });
        return "{\n  \"index-version\": 2,\n  \"files\": [\n" + String.join(",\n", rows) + "\n  ]\n}\n";
    }

    private static byte[] packed(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream tar = new GZIPOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                tar.write(header("package/" + file.getKey(), content.length));
                tar.write(content);
                tar.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
            }
            tar.write(new byte[2 * BLOCK]);
        }
        return bytes.toByteArray();
    }

    /** A ustar header (POSIX.1-1988): a plain file, of nobody, of no time. */
    private static byte[] header(String name, int size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "%011o\0".formatted(0));
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static String text(String json, String name) {
        String value = member(json, name);
        return value == null ? "" : value;
    }

    /** A member of the document itself: our files indent by two, so no other stands so. */
    private static String member(String json, String name) {
        Matcher matcher =
                Pattern.compile("(?m)^  \"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
