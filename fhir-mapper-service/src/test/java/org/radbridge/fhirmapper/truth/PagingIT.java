package org.radbridge.fhirmapper.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.fhirmapper.store.PagePlace;
import org.radbridge.fhirmapper.store.SearchPage;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.kit.testing.BackingPartsResource;

/**
 * Pages while the resources change under them: what matched all along comes once, however its place
 * in the order changes, and nothing comes twice.
 */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@Tag("C7")
class PagingIT {
    /** More than the keys that are noted with one page: the search goes on beyond them twice. */
    private static final int SIZE = 5_000;

    private static final int CHANGED = 40;

    @Inject Asking asking;
    private final String owner = "paging-" + UUID.randomUUID();
    private final Random random = new Random(7);
    private final List<String> ids =
            IntStream.range(0, SIZE).mapToObj(_ -> UUID.randomUUID().toString()).toList();

    /** Some stop to match while pages are read; they may come or not. */
    private final List<String> leaving = ids.subList(0, 200);

    @AfterEach
    void clear() {
        asking.clear(owner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-_lastUpdated", "_lastUpdated", "date", "-date,status"})
    void whatMatchesAllAlongComesOnceWhileWritersMoveIt(String order) {
        asking.write(owner, ids.stream().<Resource>map(this::observation).toList(), Instant.now());
        asking.analyze();
        AtomicBoolean read = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> change(read));
        List<String> found = pages(order);
        read.set(true);
        writer.join();
        assertThat(found).doesNotHaveDuplicates();
        assertThat(found)
                .containsAll(
                        ids.stream()
                                .filter(id -> !leaving.contains(id))
                                .filter(id -> !Truth.hidden(observation(id)))
                                .toList());
    }

    private List<String> pages(String order) {
        SearchRequest request =
                Asking.request(
                        "Observation",
                        List.of(
                                new Given("status", "final"),
                                new Given("_sort", order),
                                new Given("_count", "50")),
                        Instant.now());
        List<String> found = new ArrayList<>();
        Optional<PagePlace> place = Optional.empty();
        do {
            SearchPage page = asking.page(owner, request, place.orElse(null));
            page.matches().stream().map(StoredResource::id).forEach(found::add);
            place = asking.next(request, page);
        } while (place.isPresent());
        return found;
    }

    private void change(AtomicBoolean read) {
        while (!read.get()) {
            List<Resource> changed = new ArrayList<>();
            random.ints(CHANGED, 0, SIZE)
                    .distinct()
                    .mapToObj(ids::get)
                    .map(this::observation)
                    .forEach(changed::add);
            String left = leaving.get(random.nextInt(leaving.size()));
            changed.removeIf(resource -> resource.getIdElement().getIdPart().equals(left));
            changed.add(observation(left).setStatus(ObservationStatus.ENTEREDINERROR));
            changed.add(observation(UUID.randomUUID().toString()));
            asking.write(owner, changed, Instant.now());
        }
    }

    private Observation observation(String id) {
        Observation observation = new Observation();
        observation.setId(id);
        observation.setStatus(ObservationStatus.FINAL);
        observation.setEffective(
                new DateTimeType(
                        Instant.parse("2026-01-01T00:00:00Z")
                                .plusSeconds(random.nextInt(10_000_000))
                                .toString()));
        return observation;
    }
}
