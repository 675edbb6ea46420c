package shop.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many listeners to the stream of all orders, that note when which event reached them. One thread reads them all and looks
 * at nothing but the events' ids, so that it takes little from the machine it measures.
 */
final class Crowd implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final long LOOK_MILLIS = 100;

    private final Selector selector;
    private final List<Ear> ears = new ArrayList<>();
    private final Thread reader;
    private volatile boolean closed;

    private Crowd(InetSocketAddress service, int size) throws IOException {
        selector = Selector.open();
        String request = "GET /events?from=now HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n\r\n"
                .formatted(service.getPort());
        for (int i = 0; i < size; i++) {
            SocketChannel channel = SocketChannel.open(service);
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            Ear ear = new Ear();
            channel.register(selector, SelectionKey.OP_READ, ear);
            ears.add(ear);
        }
        reader = Thread.ofPlatform().name("crowd").start(this::read);
    }

    /** So many listeners to the replica at a port. */
    static Crowd of(int size, int port) {
        try {
            return new Crowd(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Events by their positions, and when each reached one listener, in microseconds since 1970. */
    record Heard(long[] positions, long[] atMicros) {}

    /** Ends all connections, and tells what each heard. */
    List<Heard> end() {
        close();
        return ears.stream().map(Ear::heard).toList();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        selector.wakeup();
        try {
            reader.join();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (!closed) {
                selector.select(key -> hear(key, buffer), LOOK_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hear(SelectionKey key, ByteBuffer buffer) {
        try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                key.cancel();
            }
            long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            ((Ear) key.attachment()).take(buffer.array(), buffer.position(), now);
        } catch (IOException e) {
            key.cancel();
        }
    }

    /** Finds the lines {@code id: 123} in what comes, wherever it is cut. */
    private static final class Ear {

        private static final byte[] FIELD = "id: ".getBytes(StandardCharsets.US_ASCII);

        private long[] positions = new long[1024];
        private long[] atMicros = new long[1024];
        private int count;

        private int place;
        private boolean beyond;
        private long number;

        void take(byte[] bytes, int length, long now) {
            for (int i = 0; i < length; i++) {
                byte read = bytes[i];
                if (read == '\n') {
                    if (!beyond && place == FIELD.length) {
                        note(number, now);
                    }
                    place = 0;
                    beyond = false;
                    number = 0;
                } else if (!beyond && place < FIELD.length) {
                    beyond = read != FIELD[place++];
                } else if (!beyond) {
                    number = number * 10 + (read - '0');
                }
            }
        }

        private void note(long position, long now) {
            if (count == positions.length) {
                positions = Arrays.copyOf(positions, count * 2);
                atMicros = Arrays.copyOf(atMicros, count * 2);
            }
            positions[count] = position;
            atMicros[count++] = now;
        }

        Heard heard() {
            return new Heard(Arrays.copyOf(positions, count), Arrays.copyOf(atMicros, count));
        }
    }
}
