package org.radbridge.devstack.demo;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.radbridge.devstack.client.SuiteHttp;
import org.radbridge.devstack.ehr.HospitalFeed;
import org.radbridge.devstack.part.DeletedTree;
import org.radbridge.devstack.part.OptionException;
import org.radbridge.devstack.part.Options;
import org.radbridge.devstack.send.AssociationSender;
import org.radbridge.devstack.send.DicomFile;
import org.radbridge.devstack.send.Sender;
import org.radbridge.devstack.send.StowSender;
import org.radbridge.devstack.suite.Installation;
import org.radbridge.devstack.suite.Progress;
import org.radbridge.devstack.suite.Suite;
import org.radbridge.devstack.suite.SuiteException;
import org.radbridge.devstack.suite.SuitePort;
import org.radbridge.devstack.suite.SuiteSettings;
import org.radbridge.phantoms.DemoStudies;
import org.radbridge.phantoms.DemoStudies.DemoStudy;

/** {@code radbridge demo}: exit code 0 when every study came out as its truth says. */
public final class DemoCommand {

    private static final Duration RESULT_LIMIT = Duration.ofSeconds(90);
    private static final long BETWEEN_LOOKS_MILLIS = 250;

    private final SuiteSettings settings;
    private final Suite suite;

    private DemoCommand(SuiteSettings settings, Suite suite) {
        this.settings = settings;
        this.suite = suite;
    }

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        Options options =
                new Options("radbridge demo", "sends six phantom studies and judges the results")
                        .flag("keep", "leave the suite running");
        try {
            options.parse(arguments);
            if (options.helpWanted()) {
                System.out.print(options.help());
                return 0;
            }
            return run(options.on("keep"));
        } catch (OptionException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (SuiteException | IOException e) {
            System.err.println(e.getMessage());
            System.out.println("demo failed: the suite could not be used. ./radbridge status");
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** A suite that ran before is left running; one that the demo started is stopped with it. */
    private static int run(boolean keep) throws IOException, InterruptedException {
        SuiteSettings settings = SuiteSettings.ofCheckout(Installation.find());
        Suite suite = Suite.prepare(settings);
        boolean ranBefore = suite.processes().stream().allMatch(p -> p.handle().isPresent());
        Thread stop = new Thread(() -> suite.stop(Progress.lines()), "stop");
        if (!keep && !ranBefore) {
            Runtime.getRuntime().addShutdownHook(stop);
        }
        suite.start(Progress.lines());
        int faults = new DemoCommand(settings, suite).demonstrate();
        if (keep || ranBefore) {
            System.out.println("\nThe suite keeps running. ./radbridge down stops it.");
        } else {
            Runtime.getRuntime().removeShutdownHook(stop);
            System.out.println();
            suite.stop(Progress.lines());
        }
        System.out.println(
                faults == 0 ? "demo passed" : "demo failed: " + faults + " faults, see above");
        return faults == 0 ? 0 : 1;
    }

    private int demonstrate() throws IOException, InterruptedException {
        try (HttpClient http = SuiteHttp.client()) {
            SuiteView view = new SuiteView(http, suite.ports());
            List<DemoStudy> demos = DemoStudies.all(Instant.now().toString());
            announce(demos);
            List<FollowedStudy> studies = sendAll(demos, http, view);
            System.out.println("\nWaiting for the results …");
            follow(studies);
            DemoReport report =
                    new DemoReport(System.out, view, settings.state().resolve("pacs/objects"));
            int faults = 0;
            for (FollowedStudy study : studies) {
                study.judge();
                report.print(study);
                faults += study.faults().size();
            }
            report.printTokenCommand();
            return faults;
        }
    }

    /** As the hospital's systems do before a study is made. */
    private void announce(List<DemoStudy> demos) throws IOException {
        System.out.println();
        long begin = System.nanoTime();
        try (HospitalFeed feed = new HospitalFeed(suite.ports().of(SuitePort.FHIR_MAPPER_MLLP))) {
            for (DemoStudy demo : demos) {
                feed.admit(demo.study());
                feed.order(demo.study());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "announced %d patients (ADT^A01) and their orders (ORM^O01) by HL7 v2 in %.2f s%n",
                demos.size(),
                (System.nanoTime() - begin) / 1e9);
    }

    /** By turns as a modality does, by C-STORE, and as an integrator does, by STOW-RS. */
    private List<FollowedStudy> sendAll(List<DemoStudy> demos, HttpClient http, SuiteView view)
            throws IOException, InterruptedException {
        List<FollowedStudy> followed = new ArrayList<>();
        try (Sender association =
                        new AssociationSender(
                                "localhost",
                                suite.ports().of(SuitePort.INGEST_DIMSE),
                                "RADBRIDGE",
                                "MODALITY");
                Sender stow =
                        new StowSender(
                                http,
                                suite.ports().url(SuitePort.INGEST_HTTP) + "/dicom-web",
                                () -> view.tokens().ofClient("dicomweb-gateway"))) {
            for (DemoStudy demo : demos) {
                boolean byAssociation = followed.size() % 2 == 0;
                String way = byAssociation ? "C-STORE" : "STOW-RS";
                send(demo, way, byAssociation ? association : stow);
                followed.add(new FollowedStudy(demo, way, view));
            }
        }
        return followed;
    }

    private static void send(DemoStudy demo, String way, Sender sender)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("radbridge-demo");
        try {
            List<DicomFile> files = new ArrayList<>();
            for (Path path : demo.study().writeTo(folder)) {
                DicomFile.read(path).ifPresent(files::add);
            }
            long begin = System.nanoTime();
            List<String> failures = new ArrayList<>();
            sender.send(
                    files,
                    outcome ->
                            Optional.of(outcome.failure())
                                    .filter(failure -> !failure.isEmpty())
                                    .ifPresent(failures::add));
            if (!failures.isEmpty()) {
                throw new SuiteException(
                        demo.name() + " could not be sent by " + way + ": " + failures.getFirst());
            }
            System.out.printf(
                    Locale.ROOT,
                    "sent %s: %d objects by %s in %.2f s%n",
                    demo.name(),
                    files.size(),
                    way,
                    (System.nanoTime() - begin) / 1e9);
        } finally {
            DeletedTree.delete(folder);
        }
    }

    private static void follow(List<FollowedStudy> studies)
            throws IOException, InterruptedException {
        List<FollowedStudy> waiting = new ArrayList<>(studies);
        long limit = System.nanoTime() + RESULT_LIMIT.toNanos();
        while (!waiting.isEmpty() && System.nanoTime() < limit) {
            for (FollowedStudy study : List.copyOf(waiting)) {
                if (study.look()) {
                    waiting.remove(study);
                    System.out.printf(
                            "  %s is through (%d of %d)%n",
                            study.demo().name(), studies.size() - waiting.size(), studies.size());
                }
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }
}
