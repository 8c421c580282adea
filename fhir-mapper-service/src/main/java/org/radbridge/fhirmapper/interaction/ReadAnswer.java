package org.radbridge.fhirmapper.interaction;

import org.radbridge.fhirmapper.store.StoredResource;

/** What an entry of a Bundle that reads is answered with. */
public sealed interface ReadAnswer {

    /** A resource. */
    record One(StoredResource resource) implements ReadAnswer {}

    /** The first page of a search. */
    record Page(ResourceInteractions.Found found) implements ReadAnswer {}
}
