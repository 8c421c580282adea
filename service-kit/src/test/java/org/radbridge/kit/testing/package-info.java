/**
 * For the tests of the services: the real PostgreSQL and Kafka, a token issuer that signs whatever
 * tests ask for, the default access policy, and a probe that publishes and collects events.
 */
@NullMarked
package org.radbridge.kit.testing;

import org.jspecify.annotations.NullMarked;
