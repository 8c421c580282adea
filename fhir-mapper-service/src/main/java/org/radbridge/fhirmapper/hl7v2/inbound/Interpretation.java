package org.radbridge.fhirmapper.hl7v2.inbound;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.radbridge.contracts.PatientIdentifier;
import org.radbridge.fhirmapper.identity.EncounterUpdate;
import org.radbridge.fhirmapper.identity.PatientMerge;
import org.radbridge.fhirmapper.identity.PatientUpdate;
import org.radbridge.fhirmapper.order.OrderUpdate;

/** What a message asks for. */
sealed interface Interpretation {

    /** Whom it is about, the first foremost: such messages are applied in their order. */
    List<PatientIdentifier> patients();

    /** A patient, and perhaps a visit. */
    record Adt(PatientUpdate patient, Optional<EncounterUpdate> visit) implements Interpretation {
        @Override
        public List<PatientIdentifier> patients() {
            return List.of(patient.patient());
        }
    }

    /** Orders for one patient. */
    record Orders(PatientIdentifier patient, List<OrderUpdate> orders) implements Interpretation {
        @Override
        public List<PatientIdentifier> patients() {
            return List.of(patient);
        }
    }

    /** Pairs of patients that are one each. */
    record Merges(List<Merge> merges) implements Interpretation {
        @Override
        public List<PatientIdentifier> patients() {
            return merges.stream()
                    .flatMap(one -> Stream.of(one.merge().surviving(), one.merge().merged()))
                    .distinct()
                    .toList();
        }
    }

    /** What is said of the patient that survives, and the merge. */
    record Merge(PatientUpdate surviving, PatientMerge merge) {}
}
