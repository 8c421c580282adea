package org.radbridge.dicom.net;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** An identity as two PEM files, as DCMTK reads them. */
record PemFiles(String key, String certificate) {

    static PemFiles of(Path folder, String name, PfxOptions identity)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        char[] password = identity.getPassword().toCharArray();
        try (InputStream file = Files.newInputStream(Path.of(identity.getPath()))) {
            store.load(file, password);
        }
        return new PemFiles(
                write(
                        folder.resolve(name + ".key.pem"),
                        "PRIVATE KEY",
                        store.getKey(name, password).getEncoded()),
                write(
                        folder.resolve(name + ".crt.pem"),
                        "CERTIFICATE",
                        store.getCertificate(name).getEncoded()));
    }

    private static String write(Path file, String label, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label));
        return file.toString();
    }
}
