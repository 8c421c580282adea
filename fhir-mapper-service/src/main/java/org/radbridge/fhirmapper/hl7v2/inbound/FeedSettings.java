package org.radbridge.fhirmapper.hl7v2.inbound;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.radbridge.fhirmapper.mapping.MappingSettings;

/**
 * How the messages of a feed are to be read.
 *
 * @param name the feed's
 * @param issuer of patient ids that name no assigning authority; empty when none may be without
 * @param authorities the issuer that each assigning authority stands for; one not listed is an
 *     issuer itself
 * @param zone of times that name none
 * @param accessionFields where orders have their accession number, as {@code OBR-18}
 * @param mapping how identifiers are written in FHIR
 */
record FeedSettings(
        String name,
        Optional<String> issuer,
        Map<String, String> authorities,
        ZoneId zone,
        List<String> accessionFields,
        MappingSettings mapping) {
    FeedSettings {
        authorities = Map.copyOf(authorities);
        accessionFields = List.copyOf(accessionFields);
    }
}
