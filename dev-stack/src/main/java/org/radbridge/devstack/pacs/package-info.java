/**
 * A small PACS to talk to: takes objects by C-STORE and STOW-RS, answers C-ECHO, QIDO-RS and
 * WADO-RS. Files on disk are its only memory; the index is read from them at start.
 */
@NullMarked
package org.radbridge.devstack.pacs;

import org.jspecify.annotations.NullMarked;
