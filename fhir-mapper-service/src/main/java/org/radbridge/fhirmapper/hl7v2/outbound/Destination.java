package org.radbridge.fhirmapper.hl7v2.outbound;

import java.nio.charset.Charset;
import java.time.Duration;

/**
 * A system that results are sent to.
 *
 * @param name the site's name for it
 * @param application its MSH-5
 * @param facility its MSH-6
 * @param characterSet in which it is written to
 * @param characterSetName as MSH-18 names that
 * @param enhanced whether it is asked for a commit acknowledgement
 * @param documents whether reports go along as PDF
 * @param answerTimeout how long an acknowledgement may take
 * @param retryFirst how soon a message is sent again
 * @param retryLongest how far attempts grow apart
 * @param mostRefusals how often a message may be refused before it is parked
 */
record Destination(
        String name,
        String application,
        String facility,
        Charset characterSet,
        String characterSetName,
        boolean enhanced,
        boolean documents,
        Duration answerTimeout,
        Duration retryFirst,
        Duration retryLongest,
        int mostRefusals) {}
