package org.radbridge.devstack.demo;

/**
 * A finding as the FHIR interface shows it to a radiologist.
 *
 * @param label the model's own name for it
 * @param display the text a person reads
 * @param confidence 0 to 1
 */
record SeenFinding(String label, String display, double confidence, boolean present) {}
