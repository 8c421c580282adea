package org.radbridge.ingest.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.radbridge.dicom.data.Uid;

/** The SOP classes that the service proposes as SCU: those that its sources add to a proposal. */
final class CalledServices {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern PROPOSED =
            Pattern.compile(
                    "(?:offering\\(request|withSopClass\\(|withContext\\(),?\\s*Uid\\.(\\w+)");

    private CalledServices() {}

    /** Name and UID. */
    static List<List<String>> rows() {
        TreeSet<String> keywords = new TreeSet<>();
        for (String source : sourcesThatCall()) {
            if (source.contains(".withVerification()") || source.contains("::withVerification")) {
                keywords.add("Verification");
            }
            Matcher proposed = PROPOSED.matcher(source);
            while (proposed.find()) {
                keywords.add(proposed.group(1));
            }
        }
        return keywords.stream().map(keyword -> List.of(keyword, uid(keyword))).toList();
    }

    private static List<String> sourcesThatCall() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(CalledServices::text)
                    .filter(text -> text.contains("AeClient"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String uid(String keyword) {
        try {
            var field = Uid.class.getField(keyword);
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException(
                    keyword + " is proposed, and no registered UID", unknown);
        }
    }
}
