package shop.local.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask the control API, decided from a request's head alone.
 *
 * <p>A web page anywhere can make a browser send requests to loopback. So a request that names an origin must come from
 * this environment's own page; and a request must name this host, or a foreign name that was made to point to loopback (DNS
 * rebinding) would turn a stranger's page into one of the same origin. Whoever passes must still know the token, but for the
 * preflight, which a browser sends without.
 */
final class Gate {

    /** What becomes of a request. */
    enum Verdict {
        ADMITTED,
        /** A browser asks whether its page may ask; it is told without a token. */
        PREFLIGHT,
        WRONG_HOST,
        WRONG_ORIGIN,
        NO_TOKEN
    }

    /** What of a request counts; null for a header that is missing. */
    record Head(
            String method,
            @Nullable String host,
            @Nullable String origin,
            @Nullable String authorization) {}

    private final Set<String> hosts;
    private final Set<String> origins;
    private final byte[] authorization;

    /**
     * @param port where the control API listens
     * @param pages the ports of the servers whose pages may ask
     */
    Gate(int port, Set<Integer> pages, String token) {
        this.hosts = loopback(port).collect(Collectors.toSet());
        this.origins = pages.stream()
                .flatMap(Gate::loopback)
                .map(host -> "http://" + host)
                .collect(Collectors.toSet());
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    Verdict judge(Head head) {
        if (head.host() == null || !hosts.contains(head.host())) {
            return Verdict.WRONG_HOST;
        }
        if (head.origin() != null && !origins.contains(head.origin())) {
            return Verdict.WRONG_ORIGIN;
        }
        if (head.origin() != null && head.method().equals("OPTIONS")) {
            return Verdict.PREFLIGHT;
        }
        return knowsTheToken(head.authorization()) ? Verdict.ADMITTED : Verdict.NO_TOKEN;
    }

    /** Compares in a time that does not tell how much of the token was right. */
    private boolean knowsTheToken(@Nullable String given) {
        return given != null && MessageDigest.isEqual(authorization, given.getBytes(StandardCharsets.UTF_8));
    }

    private static Stream<String> loopback(int port) {
        return Stream.of("127.0.0.1:" + port, "localhost:" + port);
    }
}
