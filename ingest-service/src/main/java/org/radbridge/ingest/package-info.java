/**
 * Imaging in: studies come through C-STORE and STOW-RS, are stored encrypted and indexed before the
 * sender hears of success, are held to be complete on evidence, and are routed to models. The
 * service owns studies, series, instances, their bytes, the routing rules and each study's
 * timeline.
 */
@NullMarked
package org.radbridge.ingest;

import org.jspecify.annotations.NullMarked;
