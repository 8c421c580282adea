package org.radbridge.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PfxOptions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radbridge.dicom.dimse.DimseStatus;

@Tag("A2")
class TlsTest {

    @TempDir private static Path folder;
    private static PfxOptions serverIdentity;
    private static PfxOptions clientIdentity;
    private static PfxOptions serverTrust;
    private static PfxOptions clientTrust;

    @BeforeAll
    static void makeKeys() throws Exception {
        serverIdentity = Keys.create(folder, "server");
        clientIdentity = Keys.create(folder, "client");
        serverTrust = Keys.trust(folder, "server");
        clientTrust = Keys.trust(folder, "client");
    }

    @Test
    void objectsTravelEncrypted() {
        try (TestServer server = serving(TlsOptions.server(serverIdentity))) {
            ClientAssociation association =
                    TestServer.await(associate(server, TlsOptions.client(serverTrust)));
            Buffer dataSet = Buffer.buffer(new byte[3_000_000]);
            assertThat(TestServer.await(association.store(TestServer.ct("1.2.3"), dataSet)))
                    .isEqualTo(DimseStatus.SUCCESS);
            assertThat(server.store.stored().getFirst().dataSet()).isEqualTo(dataSet);
            assertThat(server.listener.opened.getFirst().tls()).isTrue();
        }
    }

    @Test
    void aServerThatIsNotBelievedIsNotSpokenTo() throws Exception {
        try (TestServer server = serving(TlsOptions.server(serverIdentity))) {
            assertThat(TestServer.awaitFailure(associate(server, TlsOptions.client(clientTrust))))
                    .isInstanceOf(AssociationException.NotConnected.class);
            assertThat(server.listener.opened).isEmpty();
        }
    }

    @Test
    void aClientWithoutACertificateIsTurnedAwayWhereOneIsRequired() throws Exception {
        try (TestServer server = serving(TlsOptions.mutualServer(serverIdentity, clientTrust))) {
            assertThat(TestServer.awaitFailure(associate(server, TlsOptions.client(serverTrust))))
                    .isInstanceOf(AssociationException.class);
            assertThat(server.listener.opened).isEmpty();
        }
    }

    @Test
    void theCallerPolicySeesWhoseCertificateItIs() throws Exception {
        List<Optional<String>> subjects = new CopyOnWriteArrayList<>();
        TlsOptions mutual = TlsOptions.mutualServer(serverIdentity, clientTrust);
        CallerPolicy policy =
                caller -> {
                    subjects.add(caller.certificateSubject());
                    return Future.succeededFuture(CallerDecision.accept());
                };
        try (TestServer server =
                TestServer.with(
                        TestServer.options().withTls(mutual),
                        DicomServerServices.echoOnly().withCallerPolicy(policy))) {
            ClientAssociation association =
                    TestServer.await(
                            associate(
                                    server, TlsOptions.mutualClient(clientIdentity, serverTrust)));
            assertThat(TestServer.await(association.echo())).isEqualTo(DimseStatus.SUCCESS);
        }
        assertThat(subjects).containsExactly(Optional.of("CN=client"));
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLSv1.3, TLS_AES_128_GCM_SHA256"
    })
    void whatBcp195RecommendsIsSpoken(String protocol, String cipherSuite) throws Exception {
        try (TestServer server = serving(TlsOptions.server(serverIdentity))) {
            handshake(server, protocol, cipherSuite);
        }
    }

    @Test
    void cipherBlockChainingIsNotSpoken() {
        try (TestServer server = serving(TlsOptions.server(serverIdentity))) {
            assertThatThrownBy(() ->
                            handshake(server, "TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"))
                    .isInstanceOf(SSLException.class);
        }
    }

    private void handshake(TestServer server, String protocol, String cipherSuite)
            throws Exception {
        KeyStore trust = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(Path.of(serverTrust.getPath()))) {
            trust.load(file, serverTrust.getPassword().toCharArray());
        }
        TrustManagerFactory trustManagers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trust);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers.getTrustManagers(), null);
        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(new String[] {cipherSuite});
            socket.startHandshake();
        }
    }

    private static TestServer serving(TlsOptions tls) {
        return TestServer.storing(TestServer.options().withTls(tls));
    }

    private static Future<ClientAssociation> associate(TestServer server, TlsOptions tls) {
        return DicomClient.create(server.vertx).associate(server.request().withTls(tls));
    }
}
