package org.radbridge.kit.testing.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page as it is committed; {@code -Dconformance.write=true} writes it first. */
public final class CommittedPage {
    private CommittedPage() {}

    /**
     * Fails when the committed page is not what the code says.
     *
     * @param module whose test writes it
     */
    public static void isCurrent(Path page, String text, String module, Class<?> test) {
        try {
            if (Boolean.getBoolean("conformance.write")) {
                Files.writeString(page, text);
            }
            assertThat(Files.exists(page) ? Files.readString(page) : "")
                    .as(
                            "%s is stale: review and commit what this writes:  ./mvnw -pl %s -am"
                                    + " test -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false"
                                    + " -Dconformance.write=true",
                            page, module, test.getSimpleName())
                    .isEqualTo(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
