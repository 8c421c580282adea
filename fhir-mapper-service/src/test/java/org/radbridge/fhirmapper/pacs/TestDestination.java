package org.radbridge.fhirmapper.pacs;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.radbridge.fhirmapper.evidence.ObjectKind;

/** A destination on this machine that gets every kind of object. */
record TestDestination(
        Protocol protocol,
        Confirmation confirmation,
        int dimsePort,
        String calledAeTitle,
        Optional<String> url)
        implements DestinationConfig {

    @Override
    public Optional<String> host() {
        return Optional.of("localhost");
    }

    @Override
    public OptionalInt port() {
        return OptionalInt.of(dimsePort);
    }

    @Override
    public Optional<String> aeTitle() {
        return Optional.of(calledAeTitle);
    }

    @Override
    public String callingAeTitle() {
        return "RADBRIDGE";
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Set<ObjectKind> objects() {
        return EnumSet.allOf(ObjectKind.class);
    }

    @Override
    public boolean rejectionNotes() {
        return true;
    }

    @Override
    public Optional<Tls> tls() {
        return Optional.empty();
    }
}
