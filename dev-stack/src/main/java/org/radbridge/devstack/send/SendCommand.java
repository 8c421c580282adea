package org.radbridge.devstack.send;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.radbridge.devstack.client.SuiteHttp;
import org.radbridge.devstack.client.Tokens;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.Suite;
import org.radbridge.devstack.suite.SuiteException;
import org.radbridge.devstack.suite.SuitePort;
import org.radbridge.devstack.suite.SuitePorts;
import org.radbridge.devstack.suite.SuiteSettings;

/** {@code radbridge send}: every DICOM file under a folder, to the running suite. */
public final class SendCommand {

    private static final int FAILURES_SHOWN = 10;
    private static final int STUDIES_SHOWN = 10;

    private SendCommand() {}

    public static void main(String... arguments) throws InterruptedException {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) throws InterruptedException {
        Options options =
                new Options(
                                "radbridge send FOLDER",
                                "sends every DICOM file under a folder to the running suite")
                        .flag("c-store", "by C-STORE, which is the default")
                        .flag("stow", "by STOW-RS");
        try {
            options.parse(arguments);
            if (options.helpWanted()) {
                System.out.print(options.help());
                return 0;
            }
            if (options.arguments().size() != 1 || (options.on("stow") && options.on("c-store"))) {
                throw new OptionException("Name one folder, and one way. Try --help.");
            }
            return send(Path.of(options.arguments().getFirst()), options.on("stow"));
        } catch (OptionException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (SuiteException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static int send(Path folder, boolean stow) throws IOException, InterruptedException {
        SuitePorts ports = Suite.open(SuiteSettings.ofCheckout(Installation.find())).ports();
        if (!Files.exists(folder)) {
            throw new OptionException("There is no " + folder + ".");
        }
        List<DicomFile> files = new ArrayList<>();
        int others = scan(folder, files);
        if (files.isEmpty()) {
            throw new SuiteException("No DICOM file under " + folder + ".");
        }
        return send(files, others, ports, stow);
    }

    private static int scan(Path folder, List<DicomFile> files) throws IOException {
        int others = 0;
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.filter(Files::isRegularFile).sorted().toList()) {
                Optional<DicomFile> file = DicomFile.read(path);
                file.ifPresent(files::add);
                others += file.isPresent() ? 0 : 1;
            }
        }
        return others;
    }

    private static int send(List<DicomFile> files, int others, SuitePorts ports, boolean stow)
            throws InterruptedException {
        boolean terminal = System.console() != null && System.console().isTerminal();
        ProgressBar bar = new ProgressBar(System.out, terminal, files.size());
        List<Sender.Outcome> failed = new ArrayList<>();
        Set<String> studies = new TreeSet<>();
        long begin = System.nanoTime();
        try (HttpClient http = SuiteHttp.client();
                Sender sender = stow ? stow(http, ports) : cStore(ports)) {
            sender.send(
                    files,
                    outcome -> {
                        bar.step(outcome.file().size());
                        if (outcome.isStored()) {
                            studies.add(outcome.file().studyInstanceUid());
                        } else {
                            failed.add(outcome);
                        }
                    });
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        summarise(files, others, failed, studies, took, ports);
        return failed.isEmpty() ? 0 : 1;
    }

    private static Sender cStore(SuitePorts ports) {
        return new AssociationSender(
                "localhost", ports.of(SuitePort.INGEST_DIMSE), "RADBRIDGE", "RADBRIDGE_SEND");
    }

    private static Sender stow(HttpClient http, SuitePorts ports) {
        Tokens tokens = new Tokens(http, ports.url(SuitePort.KEYCLOAK) + "/realms/radbridge");
        return new StowSender(
                http,
                ports.url(SuitePort.INGEST_HTTP) + "/dicom-web",
                () -> tokens.ofClient("dicomweb-gateway"));
    }

    private static void summarise(
            List<DicomFile> files,
            int others,
            List<Sender.Outcome> failed,
            Set<String> studies,
            Duration took,
            SuitePorts ports) {
        long bytes = files.stream().mapToLong(DicomFile::size).sum();
        System.out.printf(
                Locale.ROOT,
                "%d of %d objects stored, %d studies, %.1f MB in %.1f s; %d other files left out%n",
                files.size() - failed.size(),
                files.size(),
                studies.size(),
                bytes / 1e6,
                took.toMillis() / 1e3,
                others);
        failed.stream()
                .limit(FAILURES_SHOWN)
                .forEach(f ->
                        System.out.println("  failed: " + f.file().path() + ": " + f.failure()));
        if (failed.size() > FAILURES_SHOWN) {
            System.out.println("  … and " + (failed.size() - FAILURES_SHOWN) + " more");
        }
        String base = ports.url(SuitePort.INGEST_HTTP) + "/studies/";
        studies.stream()
                .limit(STUDIES_SHOWN)
                .forEach(study -> System.out.println("  " + base + study + "/timeline"));
        if (studies.size() > STUDIES_SHOWN) {
            System.out.println("  … and " + (studies.size() - STUDIES_SHOWN) + " more studies");
        }
        if (!failed.isEmpty()) {
            System.out.println("Next: ./radbridge status, then ./radbridge logs ingest-service");
        }
    }
}
