package org.radbridge.inference.run;

import java.time.Instant;
import java.util.List;
import org.radbridge.contracts.ModelFailure;
import org.radbridge.contracts.ModelRun;
import org.radbridge.inference.card.ModelCard.Governance;
import org.radbridge.inference.postprocess.HeatMap;
import org.radbridge.kit.failure.RadbridgeException;

/** What came of one model for one study. */
sealed interface ModelOutcome {
    /**
     * It answered.
     *
     * @param pixelsRead when the last image was read and prepared
     * @param inferred when the last answer came
     */
    record Answered(
            ModelRun run,
            Governance governance,
            List<HeatMap> heatMaps,
            Instant pixelsRead,
            Instant inferred)
            implements ModelOutcome {
        public Answered {
            heatMaps = List.copyOf(heatMaps);
        }

        /** Whether people are shown the results. */
        boolean isShown() {
            return governance != Governance.SHADOW;
        }
    }

    /** It gave no answer. */
    record Failed(String model, RadbridgeException cause) implements ModelOutcome {
        ModelFailure failure() {
            return new ModelFailure(model, cause.failureId().id(), cause.detail());
        }
    }
}
