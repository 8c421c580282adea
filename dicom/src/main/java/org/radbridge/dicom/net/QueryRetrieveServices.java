package org.radbridge.dicom.net;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query/retrieve side of a server, by information model (PS3.4 annex C); a worklist is a model
 * too (annex K).
 *
 * @param find who answers C-FIND, by SOP class UID
 * @param move who finds what C-MOVE asks for, by SOP class UID
 * @param moveDestinations where C-MOVE may send
 * @param get who finds what C-GET asks for, by SOP class UID
 */
public record QueryRetrieveServices(
        Map<String, CFindScp> find,
        Map<String, RetrieveScp> move,
        MoveDestinations moveDestinations,
        Map<String, RetrieveScp> get) {

    /** No query/retrieve at all. */
    public static final QueryRetrieveServices NONE =
            new QueryRetrieveServices(
                    Map.of(),
                    Map.of(),
                    (_, _) -> Future.succeededFuture(Optional.empty()),
                    Map.of());

    public QueryRetrieveServices {
        find = Map.copyOf(find);
        move = Map.copyOf(move);
        get = Map.copyOf(get);
    }

    /** Answers C-FIND in these models too. */
    public QueryRetrieveServices withFind(Collection<String> sopClassUids, CFindScp scp) {
        return new QueryRetrieveServices(
                with(find, sopClassUids, scp), move, moveDestinations, get);
    }

    /** Carries out C-MOVE in these models too; the destinations are those of all models. */
    public QueryRetrieveServices withMove(
            Collection<String> sopClassUids, RetrieveScp scp, MoveDestinations destinations) {
        return new QueryRetrieveServices(find, with(move, sopClassUids, scp), destinations, get);
    }

    /** Carries out C-GET in these models too. */
    public QueryRetrieveServices withGet(Collection<String> sopClassUids, RetrieveScp scp) {
        return new QueryRetrieveServices(
                find, move, moveDestinations, with(get, sopClassUids, scp));
    }

    boolean serves(String sopClassUid) {
        return find.containsKey(sopClassUid)
                || move.containsKey(sopClassUid)
                || get.containsKey(sopClassUid);
    }

    private static <T> Map<String, T> with(Map<String, T> some, Collection<String> keys, T value) {
        Map<String, T> more = new HashMap<>(some);
        Set.copyOf(keys).forEach(key -> more.put(key, value));
        return more;
    }
}
