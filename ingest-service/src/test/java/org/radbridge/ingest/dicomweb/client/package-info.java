@NullMarked
package org.radbridge.ingest.dicomweb.client;

import org.jspecify.annotations.NullMarked;
