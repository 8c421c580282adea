/**
 * WADO-RS and QIDO-RS (PS3.18 sections 10.4 and 10.6): what is stored, read back. What a caller may
 * see is part of every query.
 */
@NullMarked
package org.radbridge.ingest.wado;

import org.jspecify.annotations.NullMarked;
