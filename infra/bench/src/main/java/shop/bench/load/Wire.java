package shop.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One kept connection, with at most one request on its way. */
final class Wire {

    private static final int ANSWER_BYTES = 8192;
    private static final int CONNECT_TIMEOUT_MILLIS = 3000;

    private final int port;
    private final SocketChannel channel;
    private final byte[] answer = new byte[ANSWER_BYTES];
    private final ByteBuffer buffer = ByteBuffer.wrap(answer);
    private int number = -1;
    private long sentAfterNanos;

    private Wire(int port, SocketChannel channel) {
        this.port = port;
        this.channel = channel;
    }

    static Wire open(int port, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket()
                    .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
            channel.configureBlocking(false);
            Wire wire = new Wire(port, channel);
            channel.register(selector, SelectionKey.OP_READ, wire);
            return wire;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Where it leads. */
    int port() {
        return port;
    }

    /** The request that is on its way. */
    int number() {
        return number;
    }

    boolean isBusy() {
        return number >= 0;
    }

    long sentAfterNanos() {
        return sentAfterNanos;
    }

    void send(int request, byte[] bytes, long afterNanos) throws IOException {
        number = request;
        sentAfterNanos = afterNanos;
        ByteBuffer whole = ByteBuffer.wrap(bytes);
        // The socket's buffer is empty, and a request is a fraction of it.
        if (channel.write(whole) < bytes.length) {
            throw new IOException("a request did not fit into the socket's buffer");
        }
    }

    /** The answer, if it is all there; the connection is idle then. */
    Optional<Answer> receive() throws IOException {
        if (channel.read(buffer) < 0) {
            throw new EOFException("the connection was closed");
        }
        if (!isBusy() && buffer.position() > 0) {
            throw new IOException("an answer that was not asked for");
        }
        Optional<Answer> read = Answer.read(answer, buffer.position());
        if (read.isPresent()) {
            buffer.clear();
            number = -1;
        } else if (!buffer.hasRemaining()) {
            throw new IOException("an answer longer than " + ANSWER_BYTES + " bytes");
        }
        return read;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone in any case.
            number = -1;
        }
    }
}
