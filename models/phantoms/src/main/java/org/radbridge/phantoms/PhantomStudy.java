package org.radbridge.phantoms;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.io.FileMetaInformation;
import org.radbridge.dicom.io.Part10File;
import org.radbridge.dicom.io.Part10Writer;
import org.radbridge.phantoms.chest.ChestFinding;
import org.radbridge.phantoms.headct.Haemorrhage;

/**
 * A study of somebody who never was: real DICOM objects with known truth. Immutable; images are
 * drawn when asked for, one at a time.
 */
public sealed interface PhantomStudy permits ChestStudy, HeadCtStudy {

    /** One frontal radiograph (a DX object) with these findings; none makes it normal. */
    static ChestStudy chest(long seed, ChestFinding... findings) {
        return ChestStudy.of(seed, setOf(ChestFinding.class, findings), false);
    }

    /** One frontal radiograph with a pneumothorax under tension, and other findings. */
    static ChestStudy tensionPneumothorax(long seed, ChestFinding... others) {
        Set<ChestFinding> findings = setOf(ChestFinding.class, others);
        findings.add(ChestFinding.PNEUMOTHORAX);
        return ChestStudy.of(seed, findings, true);
    }

    /** One axial head CT series with these haemorrhages; none makes it normal. */
    static HeadCtStudy headCt(long seed, Haemorrhage... kinds) {
        return HeadCtStudy.of(seed, setOf(Haemorrhage.class, kinds));
    }

    private static <E extends Enum<E>> Set<E> setOf(Class<E> type, E[] values) {
        Set<E> set = EnumSet.noneOf(type);
        set.addAll(List.of(values));
        return set;
    }

    StudyIdentity identity();

    /** Modality (0008,0060). */
    String modality();

    /** SOP Class UID of its instances. */
    String sopClassUid();

    /** How many instances it has. */
    int size();

    /** An instance, drawn now, uncompressed; counted from 1. */
    DataSet dataSet(int instanceNumber);

    /** What is true of it; draws every image. */
    PhantomTruth truth();

    /** The same person and pixels as another study: every UID and the accession number are new. */
    PhantomStudy salted(String salt);

    /** The same study, taken at another time. */
    PhantomStudy takenAt(LocalDateTime taken);

    /** Every instance; all pixels in memory at once. */
    default List<DataSet> dataSets() {
        return IntStream.rangeClosed(1, size()).mapToObj(this::dataSet).toList();
    }

    /**
     * Writes every instance as a Part 10 file, Explicit VR Little Endian, named by its SOP Instance
     * UID. Blocks.
     *
     * @param folder made when it is missing
     * @return the files, in the order of their instance numbers
     */
    default List<Path> writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int instance = 1; instance <= size(); instance++) {
            DataSet dataSet = dataSet(instance);
            TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
            Path file = folder.resolve(identity().sopInstanceUid(instance) + ".dcm");
            try (OutputStream output = Files.newOutputStream(file)) {
                Part10Writer.write(
                        new Part10File(FileMetaInformation.of(dataSet, syntax), syntax, dataSet),
                        output);
            }
            files.add(file);
        }
        return files;
    }
}
