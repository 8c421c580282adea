/** What an operator sees and does about messages, feeds, destinations and waiting results. */
@NullMarked
package org.radbridge.fhirmapper.api.hl7v2;

import org.jspecify.annotations.NullMarked;
