/** What an installation decides about its FHIR server. */
@NullMarked
package org.radbridge.fhirmapper.site;

import org.jspecify.annotations.NullMarked;
