package org.radbridge.fhirmapper.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.radbridge.fhirmapper.search.ParameterKind;
import org.radbridge.fhirmapper.search.ResourceParameters;
import org.radbridge.fhirmapper.search.SearchParameter;
import org.radbridge.fhirmapper.search.SearchParameters;
import org.radbridge.fhirmapper.search.SearchRequest;
import org.radbridge.fhirmapper.search.SearchRequest.Given;
import org.radbridge.fhirmapper.store.PagePlace;
import org.radbridge.fhirmapper.store.SearchPage;
import org.radbridge.fhirmapper.store.StoredResource;
import org.radbridge.fhirmapper.testing.MapperPeers;
import org.radbridge.kit.testing.BackingPartsResource;

/**
 * 50,000 resources, and every search parameter with every modifier and prefix: the answer is
 * compared with what reading all of them tells.
 */
@QuarkusTest
@QuarkusTestResource(BackingPartsResource.class)
@QuarkusTestResource(MapperPeers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("C7")
@Tag("E4")
class SearchTruthIT {
    private static final int SIZE = 50_000;
    private static final long SEED = 20_261_127;
    private static final String OWNER = "truth";
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    @Inject Asking asking;
    private Truth truth;
    private Questions questions;
    private Random random;

    @BeforeEach
    void writeOnce() {
        random = new Random(SEED);
        if (truth == null) {
            GeneratedRecord record = new GeneratedRecord(SEED, SIZE);
            asking.write(OWNER, record.all(), NOW);
            asking.analyze();
            truth = new Truth(record);
        }
        questions = new Questions(truth, random, NOW.toEpochMilli() * 1000);
    }

    @AfterAll
    void clear() {
        asking.clear(OWNER);
    }

    @Test
    void everyParameterFindsWhatIsThereWithEveryModifierAndPrefix() {
        List<Question> all = new ArrayList<>();
        for (ResourceParameters type : SearchParameters.types()) {
            for (SearchParameter parameter : type.all()) {
                questions.about(parameter).stream()
                        .map(asked -> new Question(type.type(), List.of(asked)))
                        .forEach(all::add);
            }
        }
        assertThat(all).hasSizeGreaterThan(1500);
        check(all);
    }

    @Test
    void conditionsTogetherFindWhatMeetsAll() {
        List<Question> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ResourceParameters type = one(SearchParameters.types());
            List<Asked> asked = new ArrayList<>();
            for (int n = 2 + random.nextInt(2); n > 0; n--) {
                asked.add(one(questions.about(one(List.copyOf(type.all())))));
            }
            all.add(new Question(type.type(), asked));
        }
        check(all);
    }

    @Test
    void chainsFindWhatRefersToWhatMeetsTheCondition() {
        check(chains(3));
    }

    @Test
    void reverseChainsFindWhatIsReferredToByWhatMeetsTheCondition() {
        List<Question> all = new ArrayList<>();
        for (SearchParameter reference : references()) {
            for (ResourceParameters target : SearchParameters.targets(reference)) {
                if (reference.targets().size() > 2 || random.nextInt(3) == 0) {
                    ResourceParameters source = SearchParameters.of(reference.type()).orElseThrow();
                    Asked inner = one(questions.about(one(List.copyOf(source.all()))));
                    all.add(
                            new Question(
                                    target.type(), List.of(reverse(reference, target, inner))));
                }
            }
        }
        // A chain inside: Patient?_has:Observation:subject:device.status=...
        for (Question chain : chains(1).subList(0, 40)) {
            for (SearchParameter reference : references()) {
                if (reference.type().equals(chain.type()) && random.nextInt(4) == 0) {
                    ResourceParameters target = one(SearchParameters.targets(reference));
                    all.add(
                            new Question(
                                    target.type(),
                                    List.of(reverse(reference, target, chain.asked().getFirst()))));
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(150);
        check(all);
    }

    @Test
    void everyOrderIsKeptFromPageToPage() {
        List<String> wrong = new ArrayList<>();
        for (ResourceParameters type : SearchParameters.types()) {
            for (SearchParameter parameter : type.all()) {
                // How urgent a report is stands beside it; the record generated here knows no
                // urgency.
                if (parameter.kind() == ParameterKind.COMPOSITE
                        || parameter.name().equals("urgency")
                        || random.nextInt(3) > 0) {
                    continue;
                }
                boolean descending = random.nextBoolean();
                Function<Integer, Optional<? extends Comparable<?>>> key =
                        place ->
                                Order.key(
                                        parameter, truth.values(parameter).get(place), descending);
                List<Given> given = new ArrayList<>();
                given.add(new Given("_sort", (descending ? "-" : "") + parameter.name() + ",_id"));
                given.add(new Given("_count", "40"));
                List<String> ids = ids(type.type(), given, 4);
                List<String> expected =
                        truth.visible(type.type()).stream()
                                .boxed()
                                .sorted(
                                        Order.by(key, descending)
                                                .thenComparing(place -> id(type.type(), place)))
                                .limit(160)
                                .map(place -> id(type.type(), place))
                                .toList();
                if (!ids.equals(expected)) {
                    wrong.add(type.type() + " by " + given.getFirst().value());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void includesBringWhatIsLinkedAndNothingElse() {
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            Inclusion inclusion = inclusion();
            SearchRequest request =
                    Asking.request(
                            inclusion.type(),
                            List.of(
                                    new Given("_sort", random.nextBoolean() ? "_id" : "-_id"),
                                    new Given("_count", "7"),
                                    new Given(inclusion.name(), inclusion.value())),
                            NOW);
            SearchPage page = asking.page(OWNER, request, null);
            Set<String> matches = names(page.matches());
            Set<String> expected = linked(matches, inclusion);
            expected.removeAll(matches);
            if (page.cut() ? expected.size() <= 1000 : !names(page.included()).equals(expected)) {
                wrong.add(inclusion + ": " + page.included().size() + " not " + expected.size());
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A search with its answer. */
    record Question(String type, List<Asked> asked) {
        BitSet found(Truth truth) {
            BitSet found = truth.visible(type);
            asked.forEach(one -> found.and(one.found()));
            return found;
        }
    }

    /** An include. */
    record Inclusion(
            String type, String name, String value, SearchParameter reference, boolean reverse) {
        @Override
        public String toString() {
            return type + "?" + name + "=" + value;
        }
    }

    private void check(List<Question> all) {
        List<String> wrong =
                all.parallelStream()
                        .flatMap(question -> wrong(question).stream())
                        .collect(Collectors.toList());
        assertThat(wrong.stream().limit(30).toList())
                .as("%d of %d searches", wrong.size(), all.size())
                .isEmpty();
    }

    /** What is wrong with the answer; empty when nothing is. */
    private Optional<String> wrong(Question question) {
        List<String> expected =
                question.found(truth).stream()
                        .mapToObj(place -> id(question.type(), place))
                        .sorted()
                        .toList();
        List<Given> given = new ArrayList<>();
        question.asked().forEach(one -> given.add(new Given(one.name(), one.value())));
        given.add(new Given("_sort", "_id"));
        given.add(new Given("_total", "accurate"));
        given.add(new Given("_count", "25"));
        String named = question.type() + "?" + question.asked();
        try {
            SearchRequest request = Asking.request(question.type(), given, NOW);
            SearchPage page = asking.page(OWNER, request, null);
            if (page.total().orElse(-1) != expected.size()) {
                return Optional.of(named + ": " + page.total() + " rather than " + expected.size());
            }
            List<String> ids = page.matches().stream().map(StoredResource::id).toList();
            return ids.equals(expected.subList(0, Math.min(25, expected.size())))
                    ? Optional.empty()
                    : Optional.of(named + ": other resources");
        } catch (RuntimeException e) {
            return Optional.of(named + ": " + e);
        }
    }

    private List<Question> chains(int each) {
        List<Question> all = new ArrayList<>();
        for (SearchParameter reference : references()) {
            for (int i = 0; i < each; i++) {
                all.add(random.nextBoolean() ? typed(reference) : untyped(reference));
            }
        }
        return all;
    }

    private Question typed(SearchParameter reference) {
        ResourceParameters target = one(SearchParameters.targets(reference));
        Asked inner = one(questions.about(one(parametersBut("identifier", target))));
        return new Question(
                reference.type(),
                List.of(
                        new Asked(
                                reference.name() + ":" + target.type() + "." + inner.name(),
                                inner.value(),
                                truth.referring(reference, target.type(), inner.found()))));
    }

    /** Through every type that knows the parameter; asked so that the same value suits all. */
    private Question untyped(SearchParameter reference) {
        String id =
                one(truth.of(one(SearchParameters.targets(reference)).type()))
                        .getIdElement()
                        .getIdPart();
        BitSet found = new BitSet();
        for (ResourceParameters target : SearchParameters.targets(reference)) {
            BitSet of =
                    truth.resources(
                            target.type(), r -> r.getIdElement().getIdPart().compareTo(id) == 0);
            found.or(truth.referring(reference, target.type(), of));
        }
        return new Question(
                reference.type(), List.of(new Asked(reference.name() + "._id", id, found)));
    }

    private Asked reverse(SearchParameter reference, ResourceParameters target, Asked inner) {
        return new Asked(
                "_has:" + reference.type() + ":" + reference.name() + ":" + inner.name(),
                inner.value(),
                truth.referredTo(target.type(), reference, inner.found()));
    }

    private Inclusion inclusion() {
        SearchParameter reference = one(references());
        boolean reverse = random.nextBoolean();
        ResourceParameters target = one(SearchParameters.targets(reference));
        String iterate = random.nextInt(3) == 0 ? ":iterate" : "";
        return new Inclusion(
                reverse ? target.type() : reference.type(),
                (reverse ? "_revinclude" : "_include") + iterate,
                reference.type() + ":" + reference.name(),
                reference,
                reverse);
    }

    private Set<String> linked(Set<String> from, Inclusion inclusion) {
        Set<String> linked = new HashSet<>();
        Set<String> next = from;
        while (!next.isEmpty()) {
            Set<String> found =
                    inclusion.reverse()
                            ? sources(next, inclusion.reference())
                            : targets(next, inclusion.reference());
            found.removeAll(linked);
            linked.addAll(found);
            next = inclusion.name().endsWith(":iterate") ? found : Set.of();
        }
        return linked;
    }

    private Set<String> targets(Set<String> names, SearchParameter reference) {
        Set<String> targets = new HashSet<>();
        List<Resource> of = truth.of(reference.type());
        for (int i = 0; i < of.size(); i++) {
            if (names.contains(Truth.name(of.get(i)))) {
                truth.values(reference).get(i).forEach(value -> target(value, targets));
            }
        }
        return targets;
    }

    private void target(Base value, Set<String> targets) {
        if (value instanceof Reference reference
                && reference.hasReference()
                && truth.isVisible(reference.getReference())) {
            targets.add(reference.getReference());
        }
    }

    private Set<String> sources(Set<String> names, SearchParameter reference) {
        Set<String> sources = new LinkedHashSet<>();
        truth.visible(reference.type()).stream()
                .filter(place ->
                        truth.values(reference).get(place).stream()
                                .anyMatch(value ->
                                        value instanceof Reference r
                                                && names.contains(
                                                        String.valueOf(r.getReference()))))
                .forEach(
                        place -> sources.add(reference.type() + "/" + id(reference.type(), place)));
        return sources;
    }

    private List<String> ids(String type, List<Given> given, int most) {
        SearchRequest request = Asking.request(type, given, NOW);
        List<String> ids = new ArrayList<>();
        Optional<PagePlace> place = Optional.empty();
        for (int i = 0; i < most; i++) {
            SearchPage page = asking.page(OWNER, request, place.orElse(null));
            page.matches().forEach(match -> ids.add(match.id()));
            place = asking.next(request, page);
            if (place.isEmpty()) {
                break;
            }
        }
        return ids;
    }

    private static Set<String> names(List<StoredResource> resources) {
        return resources.stream()
                .map(r -> r.type() + "/" + r.id())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<SearchParameter> references() {
        return SearchParameters.types().stream()
                .flatMap(type -> type.all().stream())
                .filter(p -> p.kind() == ParameterKind.REFERENCE)
                .filter(p -> !SearchParameters.targets(p).isEmpty())
                .toList();
    }

    /**
     * A reference's own identifier counts too when a chain asks for that: another test's matter.
     */
    private static List<SearchParameter> parametersBut(String name, ResourceParameters type) {
        return type.all().stream().filter(p -> !p.name().equals(name)).toList();
    }

    private String id(String type, int place) {
        return truth.of(type).get(place).getIdElement().getIdPart();
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
