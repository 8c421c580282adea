package org.radbridge.ingest.queryretrieve;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.radbridge.dicom.data.Uid;
import org.radbridge.ingest.ae.Service;
import org.radbridge.ingest.qido.QueryLevel;

/** The Query/Retrieve SOP classes of the DIMSE door, for the conformance statement. */
public final class QueryRetrieveRows {
    private QueryRetrieveRows() {}

    /** SOP class, UID, levels, and the right that a caller needs. */
    public static List<List<String>> rows() {
        return Stream.of(
                        rows(InformationModel.finds(), Service.QUERY),
                        rows(InformationModel.moves(), Service.RETRIEVE),
                        rows(InformationModel.gets(), Service.RETRIEVE))
                .flatMap(List::stream)
                .toList();
    }

    private static List<List<String>> rows(List<String> sopClasses, Service right) {
        return sopClasses.stream()
                .map(uid ->
                        List.of(Uid.keyword(uid).orElseThrow(), uid, levels(uid), right.yamlName()))
                .toList();
    }

    private static String levels(String uid) {
        InformationModel model = InformationModel.of(uid);
        return Arrays.stream(QueryLevel.values())
                .filter(model::has)
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }
}
