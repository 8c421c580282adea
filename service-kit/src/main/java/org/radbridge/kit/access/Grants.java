package org.radbridge.kit.access;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.radbridge.contracts.ResultState;
import org.radbridge.kit.access.AccessDecision.Granted;

/**
 * Adds up what several roles grant. The sum is never more than its parts: two grants become one
 * only when one holds the other or when they differ in a single respect. Otherwise (all of the
 * caller's own record, little of everybody's) the one that stands first in the policy is used,
 * since a sum of both would show all of everybody's.
 */
final class Grants {
    private Grants() {}

    static Granted union(List<Granted> grants) {
        Granted sum = grants.getFirst();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Granted other : grants) {
                Granted next = add(sum, other);
                changed |= !next.equals(sum);
                sum = next;
            }
        }
        return sum;
    }

    private static Granted add(Granted a, Granted b) {
        Granted both =
                new Granted(
                        states(a, b),
                        elements(a, b),
                        a.primaryOnly() && b.primaryOnly(),
                        a.ownPatientOnly() && b.ownPatientOnly());
        return both.equals(normal(b)) || differences(a, b) <= 1 ? both : a;
    }

    private static int differences(Granted a, Granted b) {
        int differences = a.states().equals(b.states()) ? 0 : 1;
        differences += normal(a).elements().equals(normal(b).elements()) ? 0 : 1;
        differences += a.primaryOnly() == b.primaryOnly() ? 0 : 1;
        differences += a.ownPatientOnly() == b.ownPatientOnly() ? 0 : 1;
        return differences;
    }

    private static Granted normal(Granted grant) {
        return new Granted(
                grant.states(),
                elements(grant, grant),
                grant.primaryOnly(),
                grant.ownPatientOnly());
    }

    private static Set<ResultState> states(Granted a, Granted b) {
        Set<ResultState> states = new HashSet<>(a.states());
        states.addAll(b.states());
        return states;
    }

    private static Set<String> elements(Granted a, Granted b) {
        if (a.allElements() || b.allElements()) {
            return Set.of(Granted.ALL_ELEMENTS);
        }
        Set<String> elements = new HashSet<>(a.elements());
        elements.addAll(b.elements());
        return elements;
    }
}
