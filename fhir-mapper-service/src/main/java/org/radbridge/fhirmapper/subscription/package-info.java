/**
 * Topic-based Subscriptions as the R5 backport has them on R4: who is told of which results. Events
 * are numbered in the transaction that causes them, and sent in their order until they are heard.
 */
@NullMarked
package org.radbridge.fhirmapper.subscription;

import org.jspecify.annotations.NullMarked;
