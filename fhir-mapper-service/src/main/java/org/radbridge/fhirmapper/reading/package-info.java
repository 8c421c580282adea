/**
 * The radiologist's desk: accept, edit and reject findings, attest and withdraw reports, claim
 * studies. One transaction changes the resources, the log, and notes what others have to be told.
 */
@NullMarked
package org.radbridge.fhirmapper.reading;

import org.jspecify.annotations.NullMarked;
