package org.radbridge.fhirmapper.pacs;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.radbridge.fhirmapper.evidence.ObjectAuthor;
import org.radbridge.fhirmapper.site.SiteConfig;

/** The author of all objects, as the site configures it. */
@ApplicationScoped
class ObjectAuthorship {
    @Produces
    @Singleton
    ObjectAuthor author(
            @ConfigProperty(name = "quarkus.application.version") String softwareVersion,
            PacsConfig pacs,
            SiteConfig site) {
        return new ObjectAuthor(softwareVersion, pacs.organization(), site.zone());
    }
}
