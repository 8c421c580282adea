/**
 * Backing parts for the integration tests of other modules: real servers on free ports with fresh
 * state, gone when the test JVM is gone. Only the JDK is used.
 */
@NullMarked
package org.radbridge.devstack.testing;

import org.jspecify.annotations.NullMarked;
