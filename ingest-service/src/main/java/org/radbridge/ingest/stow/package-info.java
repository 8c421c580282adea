/**
 * STOW-RS (PS3.18 section 10.5): the body is read as it comes, part by part, in bounded memory;
 * each instance has its own result, and all parts that can be stored are stored.
 */
@NullMarked
package org.radbridge.ingest.stow;

import org.jspecify.annotations.NullMarked;
