package org.radbridge.ingest.settings;

import org.jspecify.annotations.Nullable;
import org.radbridge.kit.failure.RadbridgeException;

/** A settings file that cannot be used. The message tells the file, the entry and the fault. */
public final class SettingsException extends RadbridgeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String source, String fault) {
        this(source, fault, null);
    }

    public SettingsException(String source, String fault, @Nullable Throwable cause) {
        super(SettingsFailure.SETTINGS_INVALID, source + ": " + fault, cause);
    }
}
