package org.radbridge.ingest.queryretrieve;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.qido.QueryLevel;

/** The Query/Retrieve Information Models (PS3.4 section C.6). */
enum InformationModel {
    PATIENT_ROOT(
            EnumSet.allOf(QueryLevel.class),
            Uid.PatientRootQueryRetrieveInformationModelFind,
            Uid.PatientRootQueryRetrieveInformationModelMove,
            Uid.PatientRootQueryRetrieveInformationModelGet),
    STUDY_ROOT(
            EnumSet.range(QueryLevel.STUDY, QueryLevel.IMAGE),
            Uid.StudyRootQueryRetrieveInformationModelFind,
            Uid.StudyRootQueryRetrieveInformationModelMove,
            Uid.StudyRootQueryRetrieveInformationModelGet);

    private final Set<QueryLevel> levels;
    private final String find;
    private final String move;
    private final String get;

    InformationModel(Set<QueryLevel> levels, String find, String move, String get) {
        this.levels = levels;
        this.find = find;
        this.move = move;
        this.get = get;
    }

    static List<String> finds() {
        return uids(model -> model.find);
    }

    static List<String> moves() {
        return uids(model -> model.move);
    }

    static List<String> gets() {
        return uids(model -> model.get);
    }

    private static List<String> uids(Function<InformationModel, String> uid) {
        return Arrays.stream(values()).map(uid).toList();
    }

    /** The model that a SOP class belongs to. */
    static InformationModel of(String sopClassUid) {
        return Arrays.stream(values())
                .filter(model -> List.of(model.find, model.move, model.get).contains(sopClassUid))
                .findFirst()
                .orElseThrow();
    }

    boolean has(QueryLevel level) {
        return levels.contains(level);
    }
}
