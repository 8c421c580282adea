package org.radbridge.fhirmapper.hl7v2.inbound;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import org.radbridge.fhirmapper.hl7v2.Hl7v2Config;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.ErrorCode;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.MessageHeader;
import org.radbridge.fhirmapper.hl7v2.acknowledgement.RefusedMessageException;
import org.radbridge.fhirmapper.hl7v2.er7.CharacterSets;
import org.radbridge.fhirmapper.mapping.MappingSettings;
import org.radbridge.fhirmapper.site.SiteConfig;

/** The systems that send to us, by what their messages say of their sender. */
@ApplicationScoped
public class Feeds {
    private final Hl7v2Config config;
    private final MappingSettings mapping;

    public Feeds(Hl7v2Config config, SiteConfig site) {
        this.config = config;
        this.mapping = site.settings();
        config.feeds()
                .forEach((name, feed) -> {
                    if (CharacterSets.of(feed.characterSet()).isEmpty()) {
                        throw new IllegalArgumentException(
                                "feed " + name + ": no such character set is known");
                    }
                });
    }

    /** The feed that a message is of. */
    public Optional<String> of(MessageHeader header) {
        return config.feeds().entrySet().stream()
                .filter(entry -> entry.getValue().application().equals(header.sendingApplication()))
                .filter(entry ->
                        entry.getValue()
                                .facility()
                                .map(header.sendingFacility()::equals)
                                .orElse(true))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** How its messages are to be read. */
    public FeedSettings settings(String name) {
        Hl7v2Config.Feed feed = feed(name);
        return new FeedSettings(
                name,
                feed.issuer(),
                config.authorities(),
                config.zone(),
                feed.accessionFields(),
                mapping);
    }

    /** Whether a message is meant for what we do: not a training or test system's. */
    boolean takes(String name, MessageHeader header) {
        return feed(name).processingIds().contains(header.processingId());
    }

    /** The character set of a message. */
    Charset characterSet(String name, MessageHeader header) {
        String set = header.characterSet().orElseGet(() -> feed(name).characterSet());
        return CharacterSets.of(set)
                .orElseThrow(() ->
                        RefusedMessageException.unsupported(
                                ErrorCode.TABLE_VALUE_NOT_FOUND,
                                18,
                                "this character set is not taken"));
    }

    private Hl7v2Config.Feed feed(String name) {
        Hl7v2Config.Feed feed = config.feeds().get(name);
        if (feed == null) {
            throw new IllegalArgumentException("there is no feed " + name);
        }
        return feed;
    }
}
