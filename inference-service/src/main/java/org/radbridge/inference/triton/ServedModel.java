package org.radbridge.inference.triton;

import java.util.List;
import java.util.Map;
import org.radbridge.inference.card.CardEntry;

/**
 * A model of the repository as it stands now, for people.
 *
 * @param entry its card, or why the card cannot be read
 * @param servers what each server that is up makes of it, by host:port
 */
public record ServedModel(CardEntry entry, Map<String, ModelState> servers) {
    public ServedModel {
        servers = Map.copyOf(servers);
    }

    /** What keeps the model from being used; empty when nothing does, or no server is up. */
    public List<String> problems() {
        return switch (entry) {
            case CardEntry.Unreadable(String _, String problem) -> List.of(problem);
            case CardEntry.Readable _ ->
                    servers.entrySet().stream()
                            .flatMap(server ->
                                    problems(server.getValue()).stream()
                                            .map(text -> server.getKey() + ": " + text))
                            .toList();
        };
    }

    private static List<String> problems(ModelState state) {
        return switch (state) {
            case ModelState.Served() -> List.of();
            case ModelState.Refused(List<String> differences) -> differences;
            case ModelState.Missing() -> List.of("the model is not loaded");
        };
    }
}
