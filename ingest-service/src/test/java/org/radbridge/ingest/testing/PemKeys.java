package org.radbridge.ingest.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A key and its own certificate for localhost, as PEM files.
 *
 * @param certificate the file to trust
 * @param key the private key (PKCS #8)
 */
public record PemKeys(Path certificate, Path key) {
    private static final String PASSWORD = "secret";

    /** Makes them, or takes those that are there. */
    public static PemKeys in(Path folder, String name) {
        PemKeys keys =
                new PemKeys(
                        folder.resolve(name + ".crt.pem").toAbsolutePath(),
                        folder.resolve(name + ".key.pem").toAbsolutePath());
        if (!Files.exists(keys.key())) {
            keys.make(folder, name);
        }
        return keys;
    }

    private void make(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(name + ".p12");
            Files.deleteIfExists(file);
            keytool(file, name);
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream stored = Files.newInputStream(file)) {
                store.load(stored, PASSWORD.toCharArray());
            }
            write(certificate, "CERTIFICATE", store.getCertificate(name).getEncoded());
            write(key, "PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path file, String name) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keystore", file.toString()));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-alias", name));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-dname", "CN=" + name + ", O=Radbridge tests"));
        command.addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(output);
        }
    }

    private static void write(Path file, String label, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label));
    }
}
