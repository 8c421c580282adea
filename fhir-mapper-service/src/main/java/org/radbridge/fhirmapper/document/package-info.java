/**
 * A report as people read it: the same blocks written as XHTML and as PDF/A. Pure, and the same
 * bytes for the same content, so that writing again makes no new version of anything.
 */
@NullMarked
package org.radbridge.fhirmapper.document;

import org.jspecify.annotations.NullMarked;
