package shop.local.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** Asked about this very process and sockets of its own. */
class ListenersTest {

    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void aProof_holdsUntilTheProcessListensNoMore() throws Exception {
        Listeners.Proof proof;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            proof = Listeners.proof(SELF, socket.getLocalPort()).orElseThrow();

            assertThat(proof.holds()).isTrue();
            assertThat(Listeners.on(socket.getLocalPort())).contains(ProcessHandle.current());
        }

        assertThat(proof.holds()).isFalse();
    }

    @Test
    void whoDoesNotListen_hasNoProof() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            long parent = ProcessHandle.current().parent().orElseThrow().pid();

            assertThat(Listeners.proof(parent, port)).isEmpty();
        }
    }
}
