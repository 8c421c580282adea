/**
 * Instance Availability Notifications as SCP (PS3.4 annex R): an image manager tells which
 * instances of a study can be had. They are evidence of the study's completeness.
 */
@NullMarked
package org.radbridge.ingest.ian;

import org.jspecify.annotations.NullMarked;
