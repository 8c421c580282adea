package org.radbridge.fhirmapper.hl7v2.inbound;

import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.radbridge.fhirmapper.hl7v2.er7.Er7Value;

/** Staff (XCN, section 2.A.88) as references by name and number. */
final class Persons {
    private Persons() {}

    /** A member of the staff; empty when neither number nor name is given. */
    static Optional<Reference> practitioner(Er7Value xcn, FeedSettings feed) {
        String name =
                String.join(
                        " ",
                        Stream.of(6, 3, 4, 2, 5)
                                .flatMap(part -> xcn.component(part).stream())
                                .toList());
        Optional<String> number = xcn.component(1);
        if (number.isEmpty() && name.isEmpty()) {
            return Optional.empty();
        }
        Reference reference = new Reference().setType("Practitioner");
        number.ifPresent(value -> {
            Identifier identifier = new Identifier().setValue(value);
            xcn.subcomponent(9, 2)
                    .or(() -> xcn.subcomponent(9, 1))
                    .map(feed.mapping()::identifierSystem)
                    .ifPresent(identifier::setSystem);
            reference.setIdentifier(identifier);
        });
        if (!name.isEmpty()) {
            reference.setDisplay(name);
        }
        return Optional.of(reference);
    }
}
