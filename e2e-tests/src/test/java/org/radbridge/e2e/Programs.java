package org.radbridge.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.radbridge.dicom.data.Uid;

/** Programs that others wrote, as judges of DICOM objects. */
final class Programs {
    private static final Set<String> DOCUMENTS =
            Set.of(Uid.Comprehensive3DSRStorage, Uid.KeyObjectSelectionDocumentStorage);

    private Programs() {}

    /**
     * What a program printed, both streams, and how it ended.
     *
     * @param exitCode 0 when it is content
     */
    record Outcome(int exitCode, String output) {}

    static Outcome run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // PixelMed compiles its rules to XPath expressions larger than the JDK's default limits,
        // and
        // ends before a second compiler or collector pays.
        builder.environment()
                .put(
                        "JAVA_TOOL_OPTIONS",
                        "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djdk.xml.xpathTotalOpLimit=0"
                                + " -Djdk.xml.xpathExprOpLimit=0 -Djdk.xml.xpathExprGrpLimit=0");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    /**
     * What all judges of an object's kind have to say against it: dicom3tools of each; PixelMed and
     * DCMTK's reader of documents; DCMTK's checker of presentation states.
     */
    static List<String> faults(String sopClassUid, Path file)
            throws IOException, InterruptedException {
        List<String> faults = new ArrayList<>();
        String dicom3tools = run("dciodvfy", "-new", file.toString()).output();
        faults.addAll(linesWith("Error", dicom3tools));
        if (DOCUMENTS.contains(sopClassUid)) {
            faults.addAll(pixelMed(sopClassUid, file));
            Outcome dump = run("dsrdump", file.toString());
            faults.addAll(linesWith("E: ", dump.output()));
            if (dump.exitCode() != 0) {
                faults.add("dsrdump ends with " + dump.exitCode());
            }
        }
        if (sopClassUid.equals(Uid.GrayscaleSoftcopyPresentationStateStorage)) {
            String checker = run("dcmpschk", "-v", file.toString()).output();
            if (!checker.contains("Test passed")) {
                faults.add(checker);
            }
        }
        return faults;
    }

    private static List<String> pixelMed(String sopClassUid, Path file)
            throws IOException, InterruptedException {
        String output =
                run(
                                "java",
                                "-cp",
                                "/usr/share/java/pixelmed.jar",
                                "com.pixelmed.validate.DicomSRValidator",
                                "-checktemplateid",
                                "-checkcontentitemorder",
                                file.toString())
                        .output();
        List<String> faults = new ArrayList<>(linesWith("Error", output));
        if (!output.contains("IOD validation complete")) {
            faults.add("PixelMed did not come to an end: " + output);
        }
        boolean template = sopClassUid.equals(Uid.Comprehensive3DSRStorage);
        if (template && !output.contains("Root Template Validation Complete")) {
            faults.add("PixelMed did not find the template: " + output);
        }
        return faults;
    }

    private static List<String> linesWith(String word, String output) {
        return output.lines().filter(line -> line.contains(word)).toList();
    }
}
