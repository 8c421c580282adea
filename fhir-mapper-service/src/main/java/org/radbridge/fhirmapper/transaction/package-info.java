/**
 * Bundles of interactions: a transaction, which is done whole or not at all, and a batch, whose
 * entries are done each by itself (R4 http, 3.1.0.11).
 */
@NullMarked
package org.radbridge.fhirmapper.transaction;

import org.jspecify.annotations.NullMarked;
