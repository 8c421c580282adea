package org.radbridge.ingest.ae;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The known application entities. Several may share a title: one device, several addresses. */
record ApplicationEntities(List<ApplicationEntity> entities) {
    ApplicationEntities {
        entities = List.copyOf(entities);
    }

    /** Titles are compared as they are, case and all (PS3.5 §6.2, AE). */
    List<ApplicationEntity> of(String title) {
        return entities.stream().filter(entity -> entity.title().equals(title)).toList();
    }

    Optional<ApplicationEntity> callable(String title) {
        return of(title).stream().filter(entity -> entity.peer().isPresent()).findFirst();
    }

    ApplicationEntities and(List<ApplicationEntity> others) {
        List<ApplicationEntity> all = new ArrayList<>(entities);
        all.addAll(others);
        return new ApplicationEntities(all);
    }
}
