package org.radbridge.ingest.dryrun;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.radbridge.contracts.Lane;
import org.radbridge.contracts.RoutedModel;
import org.radbridge.ingest.routing.Routing;
import org.radbridge.ingest.routing.RoutingRules;
import org.radbridge.ingest.study.ArchivedStudy;

/**
 * What other rules would make of studies that have been closed.
 *
 * @param studies how many were looked at
 * @param routedNow how many the rules in force send to a model
 * @param routedThen how many the tried rules do
 * @param changes those that the two treat differently
 */
@RegisterForReflection
public record DryRun(int studies, int routedNow, int routedThen, List<Change> changes) {

    /** One study that would be treated differently. */
    @RegisterForReflection
    public record Change(
            String studyInstanceUid,
            List<RoutedModel> now,
            List<RoutedModel> then,
            Lane laneNow,
            Lane laneThen) {}

    static DryRun of(List<ArchivedStudy> studies, RoutingRules inForce, RoutingRules tried) {
        List<Change> changes = new ArrayList<>();
        int routedNow = 0;
        int routedThen = 0;
        for (ArchivedStudy study : studies) {
            Routing now = inForce.route(study.series());
            Routing then = tried.route(study.series());
            routedNow += now.models().isEmpty() ? 0 : 1;
            routedThen += then.models().isEmpty() ? 0 : 1;
            if (now.lane() != then.lane() || !whatRuns(now).equals(whatRuns(then))) {
                changes.add(
                        new Change(
                                study.studyInstanceUid(),
                                now.models(),
                                then.models(),
                                now.lane(),
                                then.lane()));
            }
        }
        return new DryRun(studies.size(), routedNow, routedThen, List.copyOf(changes));
    }

    /** Which model runs on which series; by which rule makes no difference. */
    private static Set<List<Object>> whatRuns(Routing routing) {
        Set<List<Object>> runs = new HashSet<>();
        routing.models()
                .forEach(model ->
                        runs.add(List.of(model.model(), Set.copyOf(model.seriesInstanceUids()))));
        return runs;
    }
}
