package org.radbridge.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.radbridge.dicom.data.BinaryElement;
import org.radbridge.dicom.data.DataSet;
import org.radbridge.dicom.data.Element;
import org.radbridge.dicom.data.InvalidValueException;
import org.radbridge.dicom.data.PixelDataFragments;
import org.radbridge.dicom.data.SequenceElement;
import org.radbridge.dicom.data.SkippedElement;
import org.radbridge.dicom.data.TextElement;
import org.radbridge.dicom.data.Vr;
import org.radbridge.dicom.samples.Commands;
import org.radbridge.dicom.samples.DicomSamples;
import org.radbridge.dicom.samples.SampleTable;

/**
 * Every value of every readable sample, at every depth, is the one that pydicom reads: text in its
 * own script, numbers, and bytes by their SHA-256.
 */
@org.junit.jupiter.api.Tag("interop")
@org.junit.jupiter.api.Tag("A2")
@org.junit.jupiter.api.Tag("A8")
class PydicomInteropIT {

    private static final Path SCRIPT = Path.of("src", "test", "python", "values.py");

    /** What one reader says of an element. */
    private record Value(String kind, String content) {}

    @Test
    void everyValueOfEveryReadableSampleIsTheOneThatPydicomReads()
            throws IOException, InterruptedException {
        List<Path> files = DicomSamples.files("");
        Map<Path, Map<String, Value>> theirs = theirValues(files);
        SampleTable table = new SampleTable("sample-values", "Values compared | Outcome");
        List<String> differences = new ArrayList<>();
        int readable = 0;
        for (Path file : files) {
            DataSet dataSet;
            try {
                dataSet = Part10Reader.read(file).dataSet();
            } catch (DicomFormatException refused) {
                table.row(file, "- | refused: " + refused.kind());
                continue;
            }
            readable++;
            List<String> ofFile = compare(dataSet, theirs.get(file));
            int count = theirs.get(file).size();
            table.row(file, count + " | " + (ofFile.isEmpty() ? "equal" : "DIFFERENT"));
            ofFile.forEach(difference -> differences.add(file.getFileName() + " " + difference));
        }
        table.write();
        assertThat(differences).isEmpty();
        assertThat(readable).isGreaterThanOrEqualTo(76);
    }

    private static Map<Path, Map<String, Value>> theirValues(List<Path> files)
            throws IOException, InterruptedException {
        String[] command =
                Stream.concat(
                                Stream.of("/usr/bin/python3", SCRIPT.toString()),
                                files.stream().map(Path::toString))
                        .toArray(String[]::new);
        Commands.Outcome outcome = Commands.run(command);
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        Map<Path, Map<String, Value>> values = new LinkedHashMap<>();
        Map<String, Value> current = Map.of();
        for (String line : outcome.output().lines().toList()) {
            String[] cells = line.split("\t", -1);
            if (cells[0].equals("F")) {
                current = new TreeMap<>();
                values.put(Path.of(cells[1]), current);
            } else if (cells.length == 3) {
                current.put(cells[0], new Value(cells[1], cells[2]));
            }
        }
        return values;
    }

    private static List<String> compare(DataSet dataSet, Map<String, Value> theirs) {
        Map<String, Element> ours = new TreeMap<>();
        collect(dataSet, "", ours);
        List<String> differences = new ArrayList<>();
        theirs.forEach((path, value) -> {
            Element element = ours.get(path);
            String content = element == null ? "absent" : content(element, value.kind());
            if (!content.equals(value.content())) {
                differences.add(
                        path
                                + " "
                                + value.kind()
                                + " "
                                + shortened(content)
                                + " not "
                                + shortened(value.content()));
            }
        });
        ours.keySet().stream()
                .filter(path -> !theirs.containsKey(path))
                .forEach(path -> differences.add(path + " only here"));
        return differences;
    }

    private static String shortened(String content) {
        return content.length() > 60 ? content.substring(0, 60) + "…" : content;
    }

    private static void collect(DataSet dataSet, String prefix, Map<String, Element> elements) {
        for (Element element : dataSet) {
            String path = prefix + "%08X".formatted(element.tag());
            elements.put(path, element);
            if (element instanceof SequenceElement sequence) {
                int number = 0;
                for (DataSet item : sequence.items()) {
                    collect(item, path + "." + number + ".", elements);
                    number++;
                }
            }
        }
    }

    private static String content(Element element, String kind) {
        DataSet single = new DataSet().put(element);
        return switch (kind) {
            case "items" -> Integer.toString(single.items(element.tag()).size());
            case "text" -> {
                String text =
                        single.strings(element.tag()).stream()
                                .map(value -> value.replaceAll("^[ \\x00]+|[ \\x00]+$", ""))
                                .collect(Collectors.joining("\\"));
                // pydicom leaves out the empty groups at the end of a name.
                text = element.vr() == Vr.PN ? text.replaceAll("=+$", "") : text;
                yield HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
            }
            case "numbers" ->
                    Arrays.stream(single.decimals(element.tag()))
                            .mapToObj(PydicomInteropIT::asPython)
                            .collect(Collectors.joining(","));
            case "sha" -> sha256(bytes(element));
            case "invalid" -> isInvalid(single, element.tag()) ? "" : "valid";
            default -> "unknown kind";
        };
    }

    /** Python's shortest form of a float; both languages print the same digits. */
    private static String asPython(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e16) {
            return (value == 0 && 1 / value < 0 ? "-0" : Long.toString((long) value)) + ".0";
        }
        String text = Double.toString(value);
        int exponent = text.indexOf('E');
        double magnitude = Math.abs(value);
        if (exponent < 0) {
            return text;
        }
        if (magnitude >= 1e-4 && magnitude < 1e16) {
            return new java.math.BigDecimal(text).toPlainString();
        }
        String mantissa = text.substring(0, exponent);
        int power = Integer.parseInt(text.substring(exponent + 1));
        String digits =
                mantissa.endsWith(".0") ? mantissa.substring(0, mantissa.length() - 2) : mantissa;
        return "%se%s%02d".formatted(digits, power < 0 ? "-" : "+", Math.abs(power));
    }

    private static boolean isInvalid(DataSet single, int tag) {
        try {
            single.decimals(tag);
            return false;
        } catch (InvalidValueException invalid) {
            return true;
        }
    }

    private static byte[] bytes(Element element) {
        return switch (element) {
            case TextElement text -> text.bytes();
            case BinaryElement binary -> binary.bytes();
            case PixelDataFragments pixels -> items(pixels);
            case SequenceElement sequence when sequence.isEmpty() -> new byte[0];
            case SequenceElement _, SkippedElement _ -> new byte[] {1};
        };
    }

    /** The value as pydicom keeps it: item by item, without the delimiter at the end. */
    private static byte[] items(PixelDataFragments pixels) {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        for (byte[] fragment : pixels.fragments()) {
            items.writeBytes(
                    ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(0xE000FFFE)
                            .putInt(fragment.length)
                            .array());
            items.writeBytes(fragment);
        }
        return items.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
