package org.radbridge.inference.triton;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.radbridge.inference.card.CardEntry;
import org.radbridge.inference.card.ModelCard;
import org.radbridge.kit.failure.PermanentFailure;
import org.radbridge.kit.failure.RadbridgeException;

/** All inference servers together: finds the model, spreads the load, passes over what is down. */
@ApplicationScoped
public class InferenceServers {
    private final List<InferenceServer> servers;
    private final ModelCards cards;

    public InferenceServers(TritonConfiguration configuration, ModelCards cards) {
        this.cards = cards;
        this.servers =
                configuration.endpoints().stream()
                        .map(endpoint -> new InferenceServer(endpoint, configuration))
                        .toList();
    }

    List<InferenceServer> all() {
        return servers;
    }

    /** Each server with whether it is up. */
    public Map<String, Boolean> states() {
        Map<String, Boolean> states = new TreeMap<>();
        servers.forEach(server -> states.put(server.name(), server.isUp()));
        return states;
    }

    /** Every model of the repository as it stands. */
    public List<ServedModel> models() {
        return cards.entries().values().stream()
                .sorted(Comparator.comparing(CardEntry::model))
                .map(entry -> new ServedModel(entry, states(entry.model())))
                .toList();
    }

    private Map<String, ModelState> states(String model) {
        Map<String, ModelState> states = new TreeMap<>();
        for (InferenceServer server : servers) {
            ModelState state = server.models().get(model);
            if (server.isUp() && state != null) {
                states.put(server.name(), state);
            }
        }
        return states;
    }

    /**
     * The card of a model that a server will run as the card says. What was missing or refused is
     * looked at anew, so that a study tried again finds what an operator has put right.
     *
     * <p>Fails for good when the model is not there or not what its card says, and for now when no
     * server is up.
     */
    public Uni<ModelCard> find(String model) {
        return cards.find(model)
                .chain(entry ->
                        switch (entry) {
                            case CardEntry.Readable(ModelCard card) -> served(card);
                            case CardEntry.Unreadable(String _, String problem) ->
                                    Uni.createFrom()
                                            .failure(
                                                    new PermanentFailure(
                                                            TritonFailure.CARD_UNREADABLE,
                                                            model + ": " + problem));
                        });
    }

    private Uni<ModelCard> served(ModelCard card) {
        List<InferenceServer> up = servers.stream().filter(InferenceServer::isUp).toList();
        if (up.isEmpty()) {
            return Uni.createFrom().failure(noneUp());
        }
        if (!serving(card.name()).isEmpty()) {
            return Uni.createFrom().item(card);
        }
        return Multi.createFrom()
                .iterable(up)
                .onItem()
                .transformToUniAndConcatenate(server -> server.verify(card))
                .collect()
                .asList()
                .map(states -> {
                    requireServed(card, states, up.size() == servers.size());
                    return card;
                });
    }

    private static void requireServed(ModelCard card, List<ModelState> states, boolean allAsked) {
        if (states.contains(new ModelState.Served())) {
            return;
        }
        for (ModelState state : states) {
            if (state instanceof ModelState.Refused(List<String> differences)) {
                throw new PermanentFailure(
                        TritonFailure.MODEL_REFUSED,
                        card.name() + ": " + String.join("; ", differences));
            }
        }
        if (allAsked) {
            throw new PermanentFailure(
                    TritonFailure.MODEL_MISSING, card.name() + ": no server has loaded it");
        }
        throw new RadbridgeException(
                TritonFailure.SERVER_UNAVAILABLE,
                card.name() + ": no server that is up has loaded it");
    }

    /** Runs a batch on the least loaded server; on the next one when that cannot be reached. */
    public Uni<InferenceAnswer> infer(ModelCard card, String id, List<float[]> batch) {
        return infer(card, id, batch, serving(card.name()), 0);
    }

    private Uni<InferenceAnswer> infer(
            ModelCard card,
            String id,
            List<float[]> batch,
            List<InferenceServer> candidates,
            int next) {
        if (next == candidates.size()) {
            return Uni.createFrom().failure(noneUp());
        }
        Uni<InferenceAnswer> answer = candidates.get(next).infer(card, id, batch);
        return next + 1 == candidates.size()
                ? answer
                : answer.onFailure(InferenceServers::anotherMayDo)
                        .recoverWithUni(() -> infer(card, id, batch, candidates, next + 1));
    }

    private static boolean anotherMayDo(Throwable failure) {
        return failure instanceof RadbridgeException known
                && (known.failureId() == TritonFailure.SERVER_UNAVAILABLE
                        || known.failureId() == TritonFailure.SERVER_BUSY);
    }

    private List<InferenceServer> serving(String model) {
        return servers.stream()
                .filter(InferenceServer::isUp)
                .filter(server -> server.models().get(model) instanceof ModelState.Served)
                .sorted(Comparator.comparingInt(InferenceServer::load))
                .toList();
    }

    private RadbridgeException noneUp() {
        return new RadbridgeException(
                TritonFailure.SERVER_UNAVAILABLE, "none of " + states().keySet() + " is up");
    }
}
