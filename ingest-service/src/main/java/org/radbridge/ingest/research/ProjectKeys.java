package org.radbridge.ingest.research;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.radbridge.dicom.deidentify.ProjectKey;
import org.radbridge.kit.failure.RadbridgeException;

/** One key per project, derived from the site's secret: nothing to keep, nothing to mix up. */
@ApplicationScoped
class ProjectKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST_SECRET = 32;

    private final ResearchConfig config;

    ProjectKeys(ResearchConfig config) {
        this.config = config;
    }

    /** The key of a project. Reads a file: blocks. */
    ProjectKey of(String project) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret(), ALGORITHM));
            byte[] key = mac.doFinal(("project\0" + project).getBytes(StandardCharsets.UTF_8));
            return new ProjectKey(key);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has HMAC-SHA-256", impossible);
        }
    }

    private byte[] secret() {
        byte[] secret;
        try {
            secret =
                    Files.readAllBytes(
                            config.secretFile()
                                    .orElseThrow(
                                            () -> notConfigured("radbridge.research.secret-file")));
        } catch (IOException unreadable) {
            throw notConfigured("the secret file cannot be read");
        }
        if (secret.length < SHORTEST_SECRET) {
            throw notConfigured("the secret has less than 32 bytes");
        }
        return secret;
    }

    private static RadbridgeException notConfigured(String detail) {
        return new RadbridgeException(ResearchFailure.RESEARCH_NOT_CONFIGURED, detail);
    }
}
