/**
 * The events that Radbridge's services exchange: one record per event type, with its topic, its
 * JSON schema and a golden file. Events carry identifiers, codes and figures; never names, birth
 * dates or pixels.
 */
@NullMarked
package org.radbridge.contracts;

import org.jspecify.annotations.NullMarked;
