/**
 * PostgreSQL 18 as a part: the server's files from a jar, a data folder that outlives the process,
 * one database and role for each service. The server is a child in the foreground, so it never
 * outlives its part, and a data folder left by a crash is taken up again.
 */
@NullMarked
package org.radbridge.devstack.postgres;

import org.jspecify.annotations.NullMarked;
