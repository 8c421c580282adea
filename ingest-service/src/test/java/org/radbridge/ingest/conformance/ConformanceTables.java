package org.radbridge.ingest.conformance;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.radbridge.dicom.association.SyntaxChoice;
import org.radbridge.dicom.charset.SpecificCharacterSet;
import org.radbridge.dicom.data.TransferSyntax;
import org.radbridge.dicom.data.Uid;
import org.radbridge.dicom.deidentify.ProfileOption;
import org.radbridge.dicom.dicomdir.RecordType;
import org.radbridge.dicom.dimse.DimseStatus;
import org.radbridge.dicom.image.codec.Codec;
import org.radbridge.dicom.io.FileMetaInformation;
import org.radbridge.dicom.io.ReadLimits;
import org.radbridge.dicom.net.DicomServerOptions;
import org.radbridge.dicom.net.TlsProfile;
import org.radbridge.dicom.pdu.AbortReason;
import org.radbridge.dicom.pdu.RejectReason;
import org.radbridge.dicom.web.MultipartLimits;
import org.radbridge.ingest.ae.AeConfig;
import org.radbridge.ingest.ae.RefusalRows;
import org.radbridge.ingest.ae.Service;
import org.radbridge.ingest.commitment.CommitmentConfig;
import org.radbridge.ingest.cstore.DimseConfig;
import org.radbridge.ingest.cstore.NegotiatedSyntaxes;
import org.radbridge.ingest.dicomweb.DicomWebConfig;
import org.radbridge.ingest.dicomweb.DicomWebFailure;
import org.radbridge.ingest.dicomweb.TransactionRows;
import org.radbridge.ingest.importing.ImportConfig;
import org.radbridge.ingest.qido.MatchingRows;
import org.radbridge.ingest.qido.QidoConfig;
import org.radbridge.ingest.queryretrieve.QueryRetrieveRows;
import org.radbridge.ingest.receive.ReceiveConfig;
import org.radbridge.ingest.receive.StorageClasses;
import org.radbridge.ingest.stow.StoreStatusRows;
import org.radbridge.ingest.stow.StowConfig;
import org.radbridge.ingest.wado.FrameMediaTypes;
import org.radbridge.ingest.wado.WadoConfig;
import org.radbridge.kit.testing.page.ConfigurationKeys;
import org.radbridge.kit.testing.page.MarkdownTable;

/** The tables of the statement by the name that the template calls them by. */
final class ConformanceTables {
    private static final List<Class<?>> CONFIGURATION =
            List.of(
                    DimseConfig.class,
                    AeConfig.class,
                    CommitmentConfig.class,
                    ReceiveConfig.class,
                    DicomWebConfig.class,
                    StowConfig.class,
                    QidoConfig.class,
                    WadoConfig.class,
                    ImportConfig.class);

    private final StorageClasses storageClasses;

    ConformanceTables(ReceiveConfig config) {
        this.storageClasses = new StorageClasses(config);
    }

    Map<String, Supplier<MarkdownTable>> byName() {
        return Map.ofEntries(
                table("implementation", ConformanceTables::implementation, "Item", "Value"),
                table("storage-sop-classes", this::storageSopClasses, "SOP class", "UID"),
                table("normalized-services", NormalizedServices::rows, "SOP class", "UID", "Right"),
                table(
                        "query-retrieve",
                        QueryRetrieveRows::rows,
                        "SOP class",
                        "UID",
                        "Levels",
                        "Right"),
                table("called-services", CalledServices::rows, "SOP class", "UID"),
                table(
                        "transfer-syntaxes",
                        this::transferSyntaxes,
                        "Transfer syntax",
                        "UID",
                        "Stored",
                        "Decoded by the toolkit",
                        "WADO-RS frames as",
                        "Answered as Explicit VR Little Endian"),
                table("rights", ConformanceTables::rights, "Right"),
                table("rejections", ConformanceTables::rejections, "Reason", "Source", "Code"),
                table("refusals", RefusalRows::rows, "Id", "Reason"),
                table("aborts", ConformanceTables::aborts, "Reason", "Code"),
                table("store-done", ConformanceTables::storeDone, "Outcome", "Status", "Class"),
                table(
                        "store-refused",
                        StoreStatusRows::rows,
                        "Id",
                        "Status",
                        "Class",
                        "Failure Reason",
                        "HTTP",
                        "Worth another attempt"),
                table("statuses", ConformanceTables::statuses, "Status", "Class", "Name"),
                transactions("store-transactions", "Store"),
                transactions("search-transactions", "Search"),
                transactions("retrieve-transactions", "Retrieve"),
                table(
                        "query-attributes",
                        MatchingRows::attributes,
                        "Attribute",
                        "Tag",
                        "Level",
                        "VR"),
                table("matching", MatchingRows::byVr, "VR", "Matching"),
                table("web-failures", ConformanceTables::webFailures, "Id", "HTTP", "Title"),
                table("record-types", ConformanceTables::recordTypes, "Directory record type"),
                table("character-sets", ConformanceTables::characterSets, "Defined term"),
                table("tls-profiles", ConformanceTables::tlsProfiles, "Profile", "Cipher suites"),
                table("profile-options", ConformanceTables::options, "Code (DCM)", "Option"),
                table("limits", ConformanceTables::limits, "Limit", "Value"),
                table(
                        "configuration",
                        ConformanceTables::configuration,
                        "Key",
                        "Default",
                        "Meaning"));
    }

    private static Map.Entry<String, Supplier<MarkdownTable>> table(
            String name, Supplier<List<List<String>>> rows, String... head) {
        return Map.entry(name, () -> new MarkdownTable(List.of(head), rows.get()));
    }

    private static Map.Entry<String, Supplier<MarkdownTable>> transactions(
            String name, String action) {
        return table(
                name,
                () -> TransactionRows.rows(action),
                "Method",
                "Resource",
                "Transaction",
                "Query parameters",
                "Media types");
    }

    private static List<List<String>> implementation() {
        return List.of(
                List.of("Implementation Class UID", FileMetaInformation.IMPLEMENTATION_CLASS_UID),
                List.of(
                        "Implementation Version Name",
                        FileMetaInformation.IMPLEMENTATION_VERSION_NAME),
                List.of(
                        "Operations outstanding on an association, when negotiated",
                        Integer.toString(DicomServerOptions.of("RADBRIDGE").operationsWindow())));
    }

    private List<List<String>> storageSopClasses() {
        return Uid.storageSopClasses().stream()
                .filter(storageClasses::contains)
                .map(uid -> List.of(Uid.keyword(uid).orElseThrow(), uid))
                .toList();
    }

    private List<List<String>> transferSyntaxes() {
        return Uid.transferSyntaxes().stream()
                .map(uid ->
                        List.of(
                                Uid.keyword(uid).orElseThrow(),
                                uid,
                                isStored(uid) ? "yes" : "no",
                                decoding(uid),
                                FrameMediaTypes.of(uid).orElse(""),
                                becomesExplicit(uid) ? "yes" : "no"))
                .toList();
    }

    private boolean isStored(String uid) {
        return NegotiatedSyntaxes.of(storageClasses).choose(Uid.CTImageStorage, List.of(uid))
                instanceof SyntaxChoice.Chosen;
    }

    private boolean becomesExplicit(String uid) {
        return isStored(uid) && FrameMediaTypes.becomesExplicitLittleEndian(uid);
    }

    private String decoding(String uid) {
        if (!isStored(uid)) {
            return "no";
        }
        return TransferSyntax.of(uid).encapsulated()
                ? Codec.of(uid).map(Codec::name).orElse("no")
                : "native";
    }

    private static List<List<String>> rights() {
        return names(Arrays.stream(Service.values()).map(Service::yamlName));
    }

    private static List<List<String>> rejections() {
        return Arrays.stream(RejectReason.values())
                .map(reason ->
                        List.of(
                                reason.name(),
                                Integer.toString(reason.source()),
                                Integer.toString(reason.code())))
                .toList();
    }

    private static List<List<String>> aborts() {
        return Arrays.stream(AbortReason.values())
                .map(reason -> List.of(reason.name(), Integer.toString(reason.code())))
                .toList();
    }

    private static List<List<String>> storeDone() {
        return List.of(
                outcome("Stored as it came", DimseStatus.SUCCESS),
                outcome(
                        "Stored after repair rules changed it",
                        DimseStatus.COERCION_OF_DATA_ELEMENTS),
                outcome("The caller may not store", DimseStatus.NOT_AUTHORIZED));
    }

    private static List<String> outcome(String what, DimseStatus status) {
        return List.of(what, "%04X".formatted(status.code()), status.kind().name());
    }

    /** Several names may share a code: what it means depends on the service. */
    private static List<List<String>> statuses() {
        TreeMap<Integer, TreeSet<String>> names = new TreeMap<>();
        for (var field : DimseStatus.class.getFields()) {
            try {
                if (field.get(null) instanceof DimseStatus status) {
                    names.computeIfAbsent(status.code(), _ -> new TreeSet<>()).add(field.getName());
                }
            } catch (IllegalAccessException impossible) {
                throw new AssertionError(impossible);
            }
        }
        return names.entrySet().stream()
                .map(entry ->
                        List.of(
                                "%04X".formatted(entry.getKey()),
                                DimseStatus.of(entry.getKey()).kind().name(),
                                String.join(", ", entry.getValue())))
                .toList();
    }

    private static List<List<String>> webFailures() {
        return Arrays.stream(DicomWebFailure.values())
                .map(failure ->
                        List.of(failure.id(), Integer.toString(failure.status()), failure.title()))
                .toList();
    }

    private static List<List<String>> recordTypes() {
        return names(Arrays.stream(RecordType.values()).map(RecordType::term));
    }

    private static List<List<String>> characterSets() {
        return names(SpecificCharacterSet.definedTerms().stream());
    }

    private static List<List<String>> tlsProfiles() {
        return Arrays.stream(TlsProfile.values())
                .map(profile -> List.of(profile.name(), String.join(", ", profile.cipherSuites())))
                .toList();
    }

    private static List<List<String>> options() {
        return Arrays.stream(ProfileOption.values())
                .map(option -> List.of(option.code(), option.meaning()))
                .toList();
    }

    private static List<List<String>> limits() {
        ReadLimits read = ReadLimits.INDEX;
        MultipartLimits parts = MultipartLimits.DEFAULT;
        return List.of(
                limit("Depth of sequences in a data set", read.maxDepth()),
                limit("Elements, items and fragments of a data set", read.maxElements()),
                limit("Bytes of one value", read.maxValueLength()),
                limit("Bytes of values that are read for the index", read.maxKeptBytes()),
                limit("Bytes of a single value that is read for the index", read.keepUpTo()),
                limit("Parts of a STOW-RS request", parts.maxParts()),
                limit("Bytes of a part's header", parts.maxHeaderBytes()));
    }

    private static List<String> limit(String what, long most) {
        return List.of(what, String.format(Locale.ROOT, "%,d", most));
    }

    private static List<List<String>> configuration() {
        return CONFIGURATION.stream()
                .map(ConfigurationKeys::of)
                .flatMap(Collection::stream)
                .toList();
    }

    private static List<List<String>> names(Stream<String> names) {
        return names.map(List::of).toList();
    }
}
