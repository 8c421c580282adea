package org.radbridge.dicom.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.radbridge.dicom.net.AssociationRequest.ProposedContext;

/** Puts presentation contexts into as many associations as they need. Pure. */
final class ContextPacking {

    private ContextPacking() {}

    /** Pieces of at most so many contexts, those of one abstract syntax together where they fit. */
    static List<List<ProposedContext>> pack(Collection<ProposedContext> contexts, int most) {
        Map<String, List<ProposedContext>> bySyntax = new LinkedHashMap<>();
        contexts.stream()
                .distinct()
                .forEach(context ->
                        bySyntax.computeIfAbsent(context.abstractSyntax(), _ -> new ArrayList<>())
                                .add(context));
        List<List<ProposedContext>> pieces = new ArrayList<>();
        List<ProposedContext> piece = new ArrayList<>();
        for (List<ProposedContext> same : bySyntax.values()) {
            if (piece.size() + same.size() > most && !piece.isEmpty()) {
                pieces.add(piece);
                piece = new ArrayList<>();
            }
            for (ProposedContext context : same) {
                if (piece.size() == most) {
                    pieces.add(piece);
                    piece = new ArrayList<>();
                }
                piece.add(context);
            }
        }
        if (!piece.isEmpty()) {
            pieces.add(piece);
        }
        return pieces;
    }
}
