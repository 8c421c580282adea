package org.radbridge.phantoms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.radbridge.phantoms.chest.ChestFinding;
import org.radbridge.phantoms.headct.Haemorrhage;

/** dicom3tools' judgement of the written objects. */
@Tag("interop")
@Tag("B2")
@Tag("B3")
class PhantomConformanceIT {
    @TempDir Path folder;

    static Stream<PhantomStudy> studies() {
        return Stream.of(
                PhantomStudy.chest(1, ChestFinding.EFFUSION).withMatrix(128),
                PhantomStudy.chest(2).withMatrix(128).asMonochrome1(),
                PhantomStudy.chest(3).withMatrix(128).asComputedRadiography(),
                PhantomStudy.headCt(4, Haemorrhage.EPIDURAL).withMatrix(64));
    }

    @ParameterizedTest
    @MethodSource("studies")
    void dciodvfyFindsNoError(PhantomStudy study) throws IOException, InterruptedException {
        for (Path file : study.writeTo(folder)) {
            Process process =
                    new ProcessBuilder(List.of("dciodvfy", file.toString()))
                            .redirectErrorStream(true)
                            .start();
            String findings =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();

            assertThat(findings.lines()).noneMatch(line -> line.startsWith("Error"));
        }
    }
}
