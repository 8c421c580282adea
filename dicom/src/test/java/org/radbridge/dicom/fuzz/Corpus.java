package org.radbridge.dicom.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The kept inputs of the targets, one zip file for each beside this source: {@code unpack FOLDER}
 * lays them out for the fuzzer, seeds included; {@code pack FOLDER} keeps what the fuzzer left
 * after it merged, as long as it is small.
 */
final class Corpus {

    /** No input of the kept corpus is longer, and no target keeps more of them. */
    private static final int LONGEST = 4 << 10;

    private static final int MOST = 400;

    private static final Path KEPT = Path.of("src", "test", "fuzz");

    private Corpus() {}

    /**
     * Arguments: {@code list}, or {@code unpack} or {@code pack} and the folder with a folder for
     * each target.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("list")) {
            for (FuzzTarget target : FuzzTarget.values()) {
                System.out.println(target.id());
            }
            return;
        }
        Path folder = Path.of(arguments[1]);
        for (FuzzTarget target : FuzzTarget.values()) {
            Path inputs = folder.resolve(target.id());
            switch (arguments[0]) {
                case "unpack" -> unpack(target, Files.createDirectories(inputs));
                case "pack" -> {
                    // what was not fuzzed is kept as it is
                    if (Files.isDirectory(inputs)) {
                        pack(target, inputs);
                    }
                }
                default -> throw new IllegalArgumentException("list, unpack or pack");
            }
        }
    }

    private static void unpack(FuzzTarget target, Path inputs) throws IOException {
        int number = 0;
        for (byte[] seed : target.seeds()) {
            Files.write(inputs.resolve("seed-%03d".formatted(number)), seed);
            number++;
        }
        for (var entry : read(target).entrySet()) {
            Files.write(inputs.resolve(entry.getKey()), entry.getValue());
        }
    }

    private static void pack(FuzzTarget target, Path inputs) throws IOException {
        List<Path> kept;
        try (Stream<Path> files = Files.list(inputs)) {
            kept =
                    files.filter(file -> file.toFile().length() <= LONGEST)
                            .sorted()
                            .limit(MOST)
                            .toList();
        }
        Files.createDirectories(KEPT);
        try (OutputStream file = Files.newOutputStream(KEPT.resolve(target.id() + ".zip"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Path input : kept) {
                ZipEntry entry = new ZipEntry(input.getFileName().toString());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(Files.readAllBytes(input));
            }
        }
    }

    /** The kept inputs by their names. */
    static SortedMap<String, byte[]> read(FuzzTarget target) throws IOException {
        SortedMap<String, byte[]> inputs = new TreeMap<>();
        Path file = KEPT.resolve(target.id() + ".zip");
        if (!Files.exists(file)) {
            return inputs;
        }
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                inputs.put(entry.getName(), zip.readAllBytes());
            }
        }
        return inputs;
    }
}
