package org.radbridge.dicom.dicomdir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.samples.Commands;
import org.radbridge.dicom.samples.Commands.Outcome;
import org.radbridge.dicom.samples.DicomSamples;

/** DICOMDIRs of DCMTK read here, and ours read by DCMTK and dicom3tools. */
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("A9")
class DicomdirInteropIT {

    @TempDir Path fileSet;

    private List<Path> copySamples() throws IOException {
        List<Path> samples =
                Stream.of("ct-series/abdomen-3slice", "mr-series/abdomen", "structured-reports")
                        .flatMap(folder -> DicomSamples.files(folder).stream())
                        .toList();
        Path images = Files.createDirectory(fileSet.resolve("IMAGES"));
        int number = 0;
        for (Path sample : samples) {
            Files.copy(sample, images.resolve("IM%04d".formatted(number)));
            number++;
        }
        return samples;
    }

    @Test
    void directoryOfDcmtkNamesEveryFile() throws IOException, InterruptedException {
        List<Path> samples = copySamples();
        String[] command = {
            "dcmmkdir",
            "+r",
            "+id",
            fileSet.toString(),
            "+D",
            fileSet.resolve("DICOMDIR") + "",
            "-Nxc",
            "+I",
            "--general-purpose"
        };
        Outcome made = Commands.run(command);
        assertThat(made.exitCode()).as(made.output()).isZero();
        MediaDirectory directory = MediaDirectoryReader.read(fileSet.resolve("DICOMDIR"));
        assertThat(directory.isSound()).isTrue();
        assertThat(directory.files()).hasSizeGreaterThanOrEqualTo(samples.size() - 1);
        for (DirectoryRecord record : directory.files().toList()) {
            Path file = record.fileId().orElseThrow().resolve(fileSet).orElseThrow();
            assertThat(
                            Part10Reader.read(file, ReadLimits.INDEX)
                                    .dataSet()
                                    .string(Tag.SOPInstanceUID))
                    .isEqualTo(record.attributes().string(Tag.ReferencedSOPInstanceUIDInFile));
        }
    }

    @Test
    void directoryOfOursIsReadByDcmtkAndDicom3tools() throws IOException, InterruptedException {
        List<Path> samples = copySamples();
        MediaDirectoryWriter writer = new MediaDirectoryWriter("RADBRIDGE");
        int number = 0;
        for (Path sample : samples) {
            Part10File file = Part10Reader.read(sample, ReadLimits.INDEX);
            writer.add(FileId.of("IMAGES", "IM%04d".formatted(number)), file);
            number++;
        }
        Path directory = Files.write(fileSet.resolve("DICOMDIR"), writer.toBytes());
        Outcome dump = Commands.run("dcdirdmp", directory.toString());
        assertThat(dump.exitCode()).as(dump.output()).isZero();
        assertThat(dump.output()).contains("IM0000").contains("IM%04d".formatted(number - 1));
        // DCMTK adds to a directory only when it follows every offset of it without a fault.
        Files.copy(samples.getFirst(), fileSet.resolve("EXTRA"));
        Outcome appended =
                Commands.run(
                        "dcmmkdir",
                        "+A",
                        "-Nxc",
                        "+I",
                        "+id",
                        fileSet.toString(),
                        "+D",
                        directory.toString(),
                        "EXTRA");
        assertThat(appended.exitCode()).as(appended.output()).isZero();
        assertThat(MediaDirectoryReader.read(directory).files())
                .hasSizeGreaterThanOrEqualTo(number);
    }
}
