package org.radbridge.ingest.qido;

/** A matching key: an attribute and what it must be. */
record Key(AttributePath attribute, Condition condition) {}
