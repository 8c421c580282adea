package org.radbridge.ehrpeer;

import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.dao.IFhirSystemDao;
import ca.uhn.fhir.jpa.provider.JpaCapabilityStatementProvider;
import ca.uhn.fhir.jpa.provider.JpaSystemProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.interceptor.RequestValidatingInterceptor;
import ca.uhn.fhir.rest.server.provider.ResourceProviderFactory;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The peer's process: FHIR at {@code /fhir}, and, when it was given a client's keys, a SMART
 * authorization server at {@code /auth} without whose tokens nobody passes.
 */
public final class EhrPeer implements AutoCloseable {
    private final AnnotationConfigApplicationContext context;
    private final Server server;

    private EhrPeer(EhrSettings settings) throws Exception {
        context = new AnnotationConfigApplicationContext();
        context.registerBean(EhrSettings.class, () -> settings);
        context.register(JpaServerConfig.class);
        context.refresh();
        server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("localhost");
        connector.setPort(settings.port());
        server.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler();
        handler.addServlet(new ServletHolder(fhir(settings.validating())), "/fhir/*");
        handler.addServlet(new ServletHolder(new HealthServlet()), "/health");
        Path jwks = settings.jwks();
        if (jwks != null) {
            SmartServer smart = new SmartServer(settings.clientId(), jwks);
            handler.addServlet(new ServletHolder(smart), "/auth/*");
            handler.addFilter(
                    new FilterHolder(smart.filter()),
                    "/fhir/*",
                    EnumSet.of(DispatcherType.REQUEST));
        }
        server.setHandler(handler);
        server.start();
    }

    /** Starts it and prints where it listens. */
    public static void main(String... arguments) throws Exception {
        EhrSettings settings = EhrSettings.of(arguments);
        Long parent = settings.parent();
        if (parent != null) {
            ProcessHandle.of(parent)
                    .ifPresent(
                            handle -> handle.onExit().thenRun(() -> Runtime.getRuntime().halt(0)));
        }
        EhrPeer peer = new EhrPeer(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(peer::close, "stop"));
        System.out.println("EHR peer: " + peer.server.getURI() + "fhir");
    }

    private RestfulServer fhir(boolean validating) {
        IFhirSystemDao<?, ?> system = context.getBean(IFhirSystemDao.class);
        RestfulServer fhir = new RestfulServer(system.getContext());
        fhir.registerProviders(context.getBean(ResourceProviderFactory.class).createProviders());
        fhir.registerProvider(context.getBean(JpaSystemProvider.class));
        fhir.setPagingProvider(context.getBean(DatabaseBackedPagingProvider.class));
        fhir.setServerConformanceProvider(
                new JpaCapabilityStatementProvider(
                        fhir,
                        system,
                        context.getBean(JpaStorageSettings.class),
                        context.getBean(ISearchParamRegistry.class),
                        context.getBean(IValidationSupport.class)));
        if (validating) {
            RequestValidatingInterceptor judge = new RequestValidatingInterceptor();
            judge.addValidatorModule(
                    new FhirInstanceValidator(context.getBean(IValidationSupport.class)));
            judge.setFailOnSeverity(ResultSeverityEnum.ERROR);
            fhir.registerInterceptor(judge);
        }
        return fhir;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the peer does not stop", e);
        } finally {
            context.close();
        }
    }
}
