package org.radbridge.dicom.iod;

import org.jspecify.annotations.Nullable;

/**
 * The algorithm that made results (TID 4019; IHE AI Results: one in the Contributing Equipment
 * Sequence, a new Device UID whenever the model changes).
 *
 * @param manufacturer Manufacturer (0008,0070) and Device Observer Manufacturer
 * @param modelName Manufacturer's Model Name (0008,1090), Device Observer Model Name and Algorithm
 *     Name
 * @param version Software Versions (0018,1020) and Algorithm Version
 * @param deviceUid Device UID (0018,1002) and Device Observer UID
 * @param parameters how it was run, for a person to read; null for nothing to say
 */
public record AlgorithmIdentification(
        String manufacturer,
        String modelName,
        String version,
        String deviceUid,
        @Nullable String parameters) {}
