package org.radbridge.ingest.ae;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.radbridge.dicom.net.Caller;

/**
 * An application entity that the site knows.
 *
 * @param title its AE title, 1 to 16 characters
 * @param addresses the numeric addresses that it calls from; empty for any
 * @param peer where it is called; empty when it is never called
 * @param tls whether its associations have to be encrypted, in either direction
 * @param certificateSubject the distinguished name that its certificate has to bear
 * @param may what it may ask for
 * @param tell what it is told without having asked
 */
@RegisterForReflection
public record ApplicationEntity(
        String title,
        List<String> addresses,
        Optional<Peer> peer,
        boolean tls,
        Optional<String> certificateSubject,
        Set<Service> may,
        Set<Notice> tell) {
    private static final int LONGEST_TITLE = 16;

    /** Where an application entity listens. */
    @RegisterForReflection
    public record Peer(String host, int port) {
        public Peer {
            if (host.isBlank() || port < 1 || port > 65535) {
                throw new IllegalArgumentException("a host and a port of 1 to 65535 are needed");
            }
        }
    }

    public ApplicationEntity {
        addresses = List.copyOf(addresses);
        may = Set.copyOf(may);
        tell = Set.copyOf(tell);
        if (!tell.isEmpty() && peer.isEmpty()) {
            throw new IllegalArgumentException("whoever is told has a host");
        }
        certificateSubject =
                certificateSubject.map(subject -> new X500Principal(subject).getName());
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            throw new IllegalArgumentException("'" + title + "' is no AE title of 1 to 16");
        }
    }

    /**
     * One that calls from these addresses, may bring what modalities bring, and is never called. To
     * find and fetch patients' images it has to be named in the settings file.
     */
    static ApplicationEntity caller(String title, List<String> addresses) {
        return new ApplicationEntity(
                title,
                addresses,
                Optional.empty(),
                false,
                Optional.empty(),
                EnumSet.complementOf(EnumSet.of(Service.QUERY, Service.RETRIEVE)),
                Set.of());
    }

    /** Why a caller of this title is not this application entity; empty when it is. */
    Optional<Refusal> refusal(Caller caller) {
        if (!addresses.isEmpty() && !addresses.contains(caller.remoteHost())) {
            return Optional.of(Refusal.ADDRESS);
        }
        if (tls && !caller.tls()) {
            return Optional.of(Refusal.NOT_ENCRYPTED);
        }
        if (certificateSubject.isPresent() && !isSubject(certificateSubject.get(), caller)) {
            return Optional.of(Refusal.CERTIFICATE);
        }
        return Optional.empty();
    }

    /** Names are the same however they are spaced and cased (RFC 5280 section 7.1). */
    private static boolean isSubject(String wanted, Caller caller) {
        X500Principal subject = new X500Principal(wanted);
        return caller.certificateSubject()
                .map(X500Principal::new)
                .filter(subject::equals)
                .isPresent();
    }
}
