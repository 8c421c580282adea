/**
 * Transactions and notifications of the service's own PostgreSQL database. A transaction runs on a
 * Vert.x context of its own, so that it can be asked for from anywhere: a REST call, a message, a
 * timer.
 */
@NullMarked
package org.radbridge.kit.database;

import org.jspecify.annotations.NullMarked;
