/** Tests of topic-based Subscriptions. */
@NullMarked
package org.radbridge.fhirmapper.subscription;

import org.jspecify.annotations.NullMarked;
