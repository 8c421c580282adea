/**
 * The seven protocol data units of the DICOM upper layer (PS3.8 §9.3) as records, with a framer
 * that cuts a byte stream into PDUs, a decoder and an encoder. All of it is pure: nothing here
 * knows of sockets, timers or states. Lengths are checked against limits before memory is taken,
 * and every failure names the A-ABORT reason that it implies.
 */
@NullMarked
package org.radbridge.dicom.pdu;

import org.jspecify.annotations.NullMarked;
