package org.radbridge.ingest.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("A9")
class FolderWalkTest {
    private static final List<String> FILES =
            List.of("a/1", "a/2", "a/deep/er/3", "a/z", "b.dcm", "c/4", "c/5", "d");

    @TempDir Path folder;

    @BeforeEach
    void fill() throws IOException {
        for (String file : FILES) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), file);
        }
        Files.createDirectory(folder.resolve("c/empty"));
        Files.createSymbolicLink(folder.resolve("a/link"), folder.resolve("c"));
    }

    @Test
    void theOrderIsTheSameEveryTimeAndLinksAreNotFollowed() {
        assertThat(walked(null, 3)).isEqualTo(FILES);
        assertThat(walked(null, 100)).isEqualTo(FILES);
    }

    @Test
    void itGoesOnAfterEveryFileWithTheNextOne() {
        for (int i = 0; i < FILES.size(); i++) {
            assertThat(walked(Path.of(FILES.get(i)), 2))
                    .isEqualTo(FILES.subList(i + 1, FILES.size()));
        }
    }

    @Test
    void itGoesOnAfterAFileThatIsGone() throws IOException {
        Files.delete(folder.resolve("a/deep/er/3"));
        assertThat(walked(Path.of("a/deep/er/3"), 2)).isEqualTo(FILES.subList(3, FILES.size()));
        Files.delete(folder.resolve("a/deep/er"));
        assertThat(walked(Path.of("a/deep/er/3"), 2)).isEqualTo(FILES.subList(3, FILES.size()));
    }

    private List<String> walked(Path after, int atATime) {
        FolderWalk walk = new FolderWalk(folder, after);
        List<String> all = new ArrayList<>();
        List<Path> next = walk.next(atATime);
        while (!next.isEmpty()) {
            next.forEach(file -> all.add(file.toString()));
            next = walk.next(atATime);
        }
        return all;
    }
}
