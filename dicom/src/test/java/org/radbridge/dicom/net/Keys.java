package org.radbridge.dicom.net;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Self-signed identities, made by the JDK's keytool; each is also the trust in itself. */
final class Keys {

    private static final String PASSWORD = "changeit";

    private Keys() {}

    /** A new identity for localhost and 127.0.0.1. */
    static PfxOptions create(Path folder, String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1");
        return new PfxOptions().setPath(file.toString()).setPassword(PASSWORD);
    }

    /** What believes the identity of this name, and nobody else; its certificate lies beside it. */
    static PfxOptions trust(Path folder, String name) throws IOException, GeneralSecurityException {
        Certificate certificate = load(folder.resolve(name + ".p12")).getCertificate(name);
        Base64.Encoder pem = Base64.getMimeEncoder(64, new byte[] {'\n'});
        Files.writeString(
                folder.resolve(name + ".crt"),
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(pem.encodeToString(certificate.getEncoded())));
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(name, certificate);
        Path file = folder.resolve("trust-" + name + ".p12");
        try (OutputStream output = Files.newOutputStream(file)) {
            trust.store(output, PASSWORD.toCharArray());
        }
        return new PfxOptions().setPath(file.toString()).setPassword(PASSWORD);
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }
}
