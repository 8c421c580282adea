package org.radbridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedSectionTest {

    @TempDir private Path folder;

    @Test
    void onlyWhatIsBetweenTheMarkersChanges() throws IOException {
        Path page = page("above\n<!-- x:begin -->\nold\n<!-- x:end -->\nbelow\n");
        new MarkedSection(page, "x").write("new\n");
        assertThat(page).hasContent("above\n<!-- x:begin -->\n\nnew\n\n<!-- x:end -->\nbelow\n");
    }

    @Test
    void writingTwiceIsWritingOnce() throws IOException {
        Path page = page("<!-- x:begin --><!-- x:end -->");
        MarkedSection section = new MarkedSection(page, "x");
        section.write("new");
        String once = Files.readString(page);
        section.write("new");
        assertThat(page).hasContent(once);
    }

    @Test
    void aPageWithoutTheMarkersIsLeftAlone() throws IOException {
        Path page = page("<!-- x:end -->\n<!-- x:begin -->\n");
        MarkedSection section = new MarkedSection(page, "x");
        assertThatThrownBy(() -> section.write("new"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x:begin");
        assertThat(page).hasContent("<!-- x:end -->\n<!-- x:begin -->\n");
    }

    private Path page(String text) throws IOException {
        return Files.writeString(folder.resolve("page.md"), text);
    }
}
