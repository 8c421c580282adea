package org.radbridge.fhirmapper.evidence;

import java.time.ZoneId;

/**
 * Who makes the objects of results, and where.
 *
 * @param softwareVersion of this service
 * @param organization where those work who verify reports; not empty
 * @param zone the time zone of studies that name none
 */
public record ObjectAuthor(String softwareVersion, String organization, ZoneId zone) {}
