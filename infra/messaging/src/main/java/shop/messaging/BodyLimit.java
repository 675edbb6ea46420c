package shop.messaging;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Answers a request that announces a longer body than is taken with a problem, before any of it is read. Without it the
 * framework answers 413 and says nothing. A body that turns out too long while it is read is still refused by the
 * framework.
 */
@Singleton
class BodyLimit {

    /** Before the framework's own check, which stands at -2. */
    private static final int BEFORE_THE_FRAMEWORKS = -10_000;

    private final long maxBytes;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.maxBytes = maxBodySize.asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_THE_FRAMEWORKS).handler(this::check);
    }

    private void check(RoutingContext context) {
        if (announced(context.request().getHeader("Content-Length")) <= maxBytes) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(413)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Connection", "close")
                .end("""
                        {"status":413,"title":"Content Too Large","detail":"A request's body may be %d bytes long."}\
                        """.formatted(maxBytes));
    }

    /** The announced length; a header that is no number is left to the framework to refuse. */
    private static long announced(@Nullable String contentLength) {
        try {
            return contentLength == null ? 0 : Long.parseLong(contentLength);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
