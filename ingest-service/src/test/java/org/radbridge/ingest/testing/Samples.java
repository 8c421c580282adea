package org.radbridge.ingest.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Tag;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Reader;
import org.radbridge.dicom.io.Part10Writer;

/** The real DICOM files beside the repository, and copies of them with identities of their own. */
public final class Samples {
    public static final String CHEST_RADIOGRAPH = "radiograph/RG1_chest_explicit_le.dcm";
    public static final String HEAD_CT = "ct-series/head-gantry-tilt";
    public static final String LEG_RADIOGRAPH = "radiograph/RG3_J2KR.dcm";

    private Samples() {}

    /** The folder with all samples. */
    public static Path folder() {
        return Path.of(System.getProperty("radbridge.root", ".."))
                .resolve("../shared/dicom-samples")
                .normalize();
    }

    /** A file as it is. */
    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(folder().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All DICOM files below a folder, in the order of their names. */
    public static List<Path> below(String name) {
        try (Stream<Path> files = Files.walk(folder().resolve(name))) {
            return files.filter(file -> file.toString().endsWith(".dcm")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file, read. */
    public static Part10File read(Path file) {
        try {
            return Part10Reader.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The head CT under a new study UID: tests do not meet in one study. Series and instances are
     * renewed too.
     */
    public static List<byte[]> headCt(String studyInstanceUid) {
        String series = Uid.create();
        return below(HEAD_CT).stream()
                .map(file -> renewed(read(file), studyInstanceUid, series))
                .toList();
    }

    /** One file under a new study UID. */
    public static byte[] renewed(String name, String studyInstanceUid) {
        return renewed(read(folder().resolve(name)), studyInstanceUid, Uid.create());
    }

    /** A file with another value. */
    public static byte[] with(byte[] file, int tag, String value) {
        Part10File read = Part10Reader.read(file);
        return Part10Writer.write(
                new DataSet().putAll(read.dataSet()).put(tag, value), read.transferSyntax());
    }

    private static byte[] renewed(Part10File file, String study, String series) {
        DataSet dataSet = new DataSet().putAll(file.dataSet());
        dataSet.put(Tag.StudyInstanceUID, study)
                .put(Tag.SeriesInstanceUID, series)
                .put(Tag.SOPInstanceUID, Uid.create());
        return Part10Writer.write(dataSet, file.transferSyntax());
    }
}
