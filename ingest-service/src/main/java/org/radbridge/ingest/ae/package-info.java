/**
 * The application entities that the site knows: who may call, from where, how, and for what; where
 * each is called. It comes from a settings file and holds no patient data.
 */
@NullMarked
package org.radbridge.ingest.ae;

import org.jspecify.annotations.NullMarked;
