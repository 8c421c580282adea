package org.radbridge.ingest.importing;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A file that was not imported.
 *
 * @param file below the import's root; folders are often named after patients, so this is not for
 *     everybody
 * @param reason a refusal's id, {@code unreadable-file}, or {@code missing-file} for one that the
 *     DICOMDIR names in vain
 */
@RegisterForReflection
public record ImportError(String file, String reason, String detail) {}
