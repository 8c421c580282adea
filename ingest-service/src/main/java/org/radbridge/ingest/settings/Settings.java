package org.radbridge.ingest.settings;

/** A part of the service that takes what it does from a settings file; a CDI bean. */
public interface Settings {
    /** The file. */
    SettingsFile<?> file();
}
