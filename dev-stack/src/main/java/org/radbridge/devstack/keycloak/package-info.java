/**
 * Keycloak as a part: the published distribution, built once for PostgreSQL, with the realm {@code
 * radbridge}: the roles of the access policy, a user for each, a client for each service.
 */
@NullMarked
package org.radbridge.devstack.keycloak;

import org.jspecify.annotations.NullMarked;
