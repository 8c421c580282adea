/**
 * Brings the objects of a result to where images are looked at: each destination gets the kinds
 * that its rules name, confirms them in its own way, and is told when a later result replaces them.
 * What is on its way, has arrived or was taken back is a row for each object and destination.
 */
@NullMarked
package org.radbridge.fhirmapper.pacs;

import org.jspecify.annotations.NullMarked;
