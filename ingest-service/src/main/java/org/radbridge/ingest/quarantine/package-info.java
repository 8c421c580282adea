/**
 * Instances that were refused although their bytes came whole: encrypted like all others, listed
 * without patient data, until an operator releases them through the reception again or discards
 * them. Bounded in number, bytes and age.
 */
@NullMarked
package org.radbridge.ingest.quarantine;

import org.jspecify.annotations.NullMarked;
