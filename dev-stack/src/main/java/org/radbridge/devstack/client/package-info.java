/**
 * The suite seen from outside: tokens from Keycloak and JSON over HTTP, for commands and for tests.
 */
@NullMarked
package org.radbridge.devstack.client;

import org.jspecify.annotations.NullMarked;
