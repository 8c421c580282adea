package org.radbridge.fhirmapper.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.radbridge.contracts.AuditRecorded.Action;
import org.radbridge.fhirmapper.exitpackage.ExitPackage;
import org.radbridge.fhirmapper.exitpackage.ExitPackageFailure;
import org.radbridge.fhirmapper.exitpackage.ExitPackageRequests;
import org.radbridge.fhirmapper.exitpackage.ExitPackages;
import org.radbridge.kit.access.AccessPolicy;
import org.radbridge.kit.access.Caller;
import org.radbridge.kit.access.CurrentCaller;
import org.radbridge.kit.audit.AuditEntry;
import org.radbridge.kit.audit.AuditLog;
import org.radbridge.kit.database.Database;
import org.radbridge.kit.failure.RadbridgeException;

/** Exit packages: made, looked at, fetched and restored by whoever may take everything away. */
@Path("/exit-packages")
@Produces(MediaType.APPLICATION_JSON)
public class ExitPackageResource {
    private static final String POLICY_RESOURCE = "exit-package";

    private final ExitPackageRequests requests;
    private final ExitPackages packages;
    private final Database database;
    private final AccessPolicy policy;
    private final CurrentCaller currentCaller;
    private final AuditLog auditLog;

    ExitPackageResource(
            ExitPackageRequests requests,
            ExitPackages packages,
            Database database,
            AccessPolicy policy,
            CurrentCaller currentCaller,
            AuditLog auditLog) {
        this.requests = requests;
        this.packages = packages;
        this.database = database;
        this.policy = policy;
        this.currentCaller = currentCaller;
        this.auditLog = auditLog;
    }

    /** The newest packages and restorings. */
    @GET
    public Uni<List<ExitPackage>> list() {
        authorised();
        return database.inSession(packages::list);
    }

    /** One of them. */
    @GET
    @Path("{id}")
    public Uni<ExitPackage> find(@RestPath String id) {
        authorised();
        return database.inSession(session -> found(session, id));
    }

    /** Has a package made: of everything, or of the reports of some days. */
    @POST
    public Uni<Response> make(
            @RestQuery("from") @Nullable String from, @RestQuery("to") @Nullable String to) {
        Caller caller = authorised();
        LocalDate first = day(from);
        LocalDate last = day(to);
        if ((first == null) != (last == null) || (first != null && first.isAfter(last))) {
            throw new RadbridgeException(
                    ExitPackageFailure.PERIOD, "name both from and to, or neither");
        }
        return asked(
                caller,
                Action.READ,
                session -> requests.make(session, first, last, caller.subject()));
    }

    /** Has a package restored that lies in the folder. */
    @POST
    @Path("{name}/restore")
    public Uni<Response> restore(@RestPath String name) {
        Caller caller = authorised();
        return asked(
                caller,
                Action.CREATE,
                session -> requests.restore(session, name, caller.subject()));
    }

    /** The package itself. */
    @GET
    @Path("{id}/file")
    @Produces("application/zip")
    public Uni<Response> file(@RestPath String id) {
        Caller caller = authorised();
        AuditEntry audit = auditLog.entry(caller, Action.READ, POLICY_RESOURCE).resourceId(id);
        return database.inTransaction(session ->
                        found(session, id).call(() -> auditLog.record(session, audit.build())))
                .map(found -> {
                    java.nio.file.Path file = requests.file(found.name());
                    if (!Files.isRegularFile(file)) {
                        throw new RadbridgeException(
                                ExitPackageFailure.UNKNOWN, "it is not in the folder");
                    }
                    return Response.ok(file)
                            .header(
                                    HttpHeaders.CONTENT_DISPOSITION,
                                    "attachment; filename=\"" + found.name() + "\"")
                            .build();
                });
    }

    private Uni<Response> asked(
            Caller caller, Action action, Function<Mutiny.Session, Uni<String>> request) {
        AuditEntry audit = auditLog.entry(caller, action, POLICY_RESOURCE);
        return database.inTransaction(session ->
                        request.apply(session)
                                .call(id -> auditLog.record(session, audit.resourceId(id).build()))
                                .chain(id -> found(session, id)))
                .map(found -> Response.accepted(found).build());
    }

    private Uni<ExitPackage> found(Mutiny.Session session, String id) {
        return packages.find(session, id)
                .map(found ->
                        found.orElseThrow(() ->
                                new RadbridgeException(
                                        ExitPackageFailure.UNKNOWN, "none has this id")));
    }

    private Caller authorised() {
        Caller caller = currentCaller.get();
        policy.require(caller, POLICY_RESOURCE);
        return caller;
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException _) {
            throw new RadbridgeException(ExitPackageFailure.PERIOD, "a day is 2026-11-30");
        }
    }
}
