package org.radbridge.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.net.AssociationException;
import org.radbridge.dicom.net.AssociationRequest;
import org.radbridge.dicom.net.ClientAssociation;
import org.radbridge.dicom.net.DicomClient;
import org.radbridge.dicom.net.TlsOptions;
import org.radbridge.ingest.cstore.DimseDoor;
import org.radbridge.ingest.testing.Dcmtk;
import org.radbridge.ingest.testing.Modality;
import org.radbridge.ingest.testing.PemKeys;
import org.radbridge.ingest.testing.Samples;
import org.radbridge.kit.testing.BackingPartsResource;

@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@TestProfile(DimseTlsIT.Encrypted.class)
@Tag("A1")
@Tag("A2")
class DimseTlsIT {
    private static final Path FOLDER = Path.of("target/dimse-tls");
    private static final String ENTITIES =
            """
            entities:
              - {title: SECURE, tls: true, may: [store]}
              - {title: NAMED, tls: true, certificateSubject: "cn=scanner,o=Radbridge Tests", may: [store]}
              - {title: OTHER, tls: true, certificateSubject: "CN=somebody else", may: [store]}
            """;

    @Inject Vertx vertx;
    @Inject DimseDoor door;

    /** A door by TLS that wants certificates, beside the one in clear. */
    public static class Encrypted implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            PemKeys own = PemKeys.in(FOLDER, "radbridge");
            Path entities = FOLDER.resolve("entities.yaml");
            try {
                Files.writeString(entities, ENTITIES);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Map.of(
                    "radbridge.ae.entities",
                    entities.toString(),
                    "radbridge.dimse.tls.port",
                    "0",
                    "radbridge.dimse.tls.certificate",
                    own.certificate().toString(),
                    "radbridge.dimse.tls.key",
                    own.key().toString(),
                    "radbridge.dimse.tls.trusted",
                    PemKeys.in(FOLDER, "scanner").certificate().toString());
        }
    }

    @Test
    void anEntityThatMustBeEncryptedComesInByTlsAndIsSentAwayInClear() {
        assertThat(echo("SECURE", tls())).isZero();
        assertThatThrownBy(() -> echo("SECURE", door.port(), null))
                .hasCauseInstanceOf(AssociationException.Rejected.class);
    }

    @Test
    void aCertificateThatNobodyVouchesForOpensNothing() {
        TlsOptions stranger = client(PemKeys.in(FOLDER, "stranger"));
        TlsOptions without = TlsOptions.client(trust());

        assertThatThrownBy(() -> echo("SECURE", stranger))
                .hasCauseInstanceOf(AssociationException.class);
        assertThatThrownBy(() -> echo("SECURE", without))
                .hasCauseInstanceOf(AssociationException.class);
    }

    @Test
    void theNameInTheCertificateMustBeTheOneOfTheRegistry() {
        assertThat(echo("NAMED", tls())).isZero();
        assertThatThrownBy(() -> echo("OTHER", tls()))
                .hasCauseInstanceOf(AssociationException.Rejected.class);
    }

    @ParameterizedTest
    @CsvSource({"echoscu", "storescu"})
    @Tag("interop")
    void dcmtkEchoesAndStoresByTls(String program, @TempDir Path folder) throws IOException {
        PemKeys scanner = PemKeys.in(FOLDER, "scanner");
        List<String> options = new ArrayList<>(List.of("+tls"));
        options.addAll(List.of(scanner.key().toString(), scanner.certificate().toString()));
        options.addAll(
                List.of("+cf", PemKeys.in(FOLDER, "radbridge").certificate().toString(), "+px"));
        Path file = folder.resolve("ct.dcm");
        Files.write(file, Samples.headCt(Uid.create()).getFirst());
        List<String> files = program.equals("storescu") ? List.of(file.toString()) : List.of();

        Dcmtk.Outcome outcome =
                Dcmtk.scu(program, "SECURE", door.tlsPort().orElseThrow(), options, files);

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("Success");
    }

    private int echo(String title, TlsOptions tls) {
        return echo(title, door.tlsPort().orElseThrow(), tls);
    }

    private int echo(String title, int port, TlsOptions tls) {
        AssociationRequest request =
                AssociationRequest.to("localhost", port, "RADBRIDGE", title).withVerification();
        ClientAssociation association =
                Modality.await(
                        DicomClient.create(vertx)
                                .associate(tls == null ? request : request.withTls(tls)));
        int status = Modality.await(association.echo()).code();
        Modality.await(association.release());
        return status;
    }

    private static TlsOptions tls() {
        return client(PemKeys.in(FOLDER, "scanner"));
    }

    private static TlsOptions client(PemKeys keys) {
        return TlsOptions.mutualClient(
                new PemKeyCertOptions()
                        .addCertPath(keys.certificate().toString())
                        .addKeyPath(keys.key().toString()),
                trust());
    }

    private static PemTrustOptions trust() {
        return new PemTrustOptions()
                .addCertPath(PemKeys.in(FOLDER, "radbridge").certificate().toString());
    }
}
