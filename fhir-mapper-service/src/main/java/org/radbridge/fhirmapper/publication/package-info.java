/**
 * From the models' answers to a visible result: one transaction writes all resources of a study's
 * revision together with the event that says so, and asks for the structured report.
 */
@NullMarked
package org.radbridge.fhirmapper.publication;

import org.jspecify.annotations.NullMarked;
