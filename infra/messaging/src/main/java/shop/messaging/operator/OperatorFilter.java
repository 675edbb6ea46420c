package shop.messaging.operator;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Lets only operators through to what is {@link OperatorOnly}. Closed for everyone while no token is set. */
@Provider
@OperatorOnly
@Priority(Priorities.AUTHENTICATION)
class OperatorFilter implements ContainerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final Optional<byte[]> token;

    OperatorFilter(@ConfigProperty(name = "shop.operator-token") Optional<String> token) {
        this.token = token.filter(t -> !t.isBlank()).map(t -> t.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!admits(request.getHeaderString(HttpHeaders.AUTHORIZATION))) {
            throw HttpProblem.builder()
                    .withStatus(Response.Status.UNAUTHORIZED)
                    .withTitle("Unauthorized")
                    .withDetail("This is for operators: send the operators' token as a bearer token.")
                    .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"operators\"")
                    .build();
        }
    }

    /** Compares in a time that does not tell how much of the token was right. */
    boolean admits(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return token.isPresent() && MessageDigest.isEqual(given, token.get());
    }
}
