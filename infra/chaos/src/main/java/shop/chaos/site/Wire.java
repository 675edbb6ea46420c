package shop.chaos.site;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The network in front of one server: whoever connects to it is connected on to the server. Each connection is known by the
 * process that has opened it, so that what one process says and hears can be cut, delayed or lost, and nobody else's.
 */
public final class Wire implements Closeable {

    /** What becomes of a process's connections. */
    public enum Weather {
        /** Everything arrives. */
        FAIR,
        /** Connections break, and new ones are refused. */
        CUT,
        /** Everything arrives late. */
        SLOW,
        /** What the process says arrives, and no answer does; the connection stays open. */
        DEAF
    }

    private static final Duration DELAY = Duration.ofMillis(300);
    private static final int CONNECT_MILLIS = 5_000;
    private static final int BUFFER_BYTES = 64 * 1024;

    private record Link(String owner, Socket client, Socket server) {}

    private final String name;
    private final int serverPort;
    private final Owners owners;
    private final ServerSocket door;
    private final Map<String, Weather> weather = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> hit = new ConcurrentHashMap<>();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();

    /**
     * Listens at once.
     *
     * @param name of the server behind it
     * @param port where clients connect
     * @param serverPort where the server listens
     */
    public Wire(String name, int port, int serverPort, Site site) throws IOException {
        this.name = name;
        this.serverPort = serverPort;
        this.owners = new Owners(site);
        this.door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 200);
        Thread.ofVirtual().name("wire-" + name).start(this::listen);
    }

    /** Whether this machine tells whose connection it is. */
    public static boolean isPossible() {
        return Owners.canBeTold();
    }

    /** The server behind it. */
    public String name() {
        return name;
    }

    /** Changes the weather for one process. */
    public void set(String process, Weather next) {
        hit.computeIfAbsent(process, _ -> new AtomicLong()).set(0);
        Weather before = weather.put(process, next);
        // What was lost is lost: a connection of which a part is missing cannot go on.
        if (next == Weather.CUT || before == Weather.DEAF) {
            for (Link link : List.copyOf(links)) {
                if (link.owner().equals(process)) {
                    hit(process, 1);
                    close(link);
                }
            }
        }
    }

    /** How many bytes or connections of a process the present weather has hit. */
    public long hits(String process) {
        AtomicLong count = hit.get(process);
        return count == null ? 0 : count.get();
    }

    /** How many connections a process has. */
    public long connections(String process) {
        return links.stream().filter(link -> link.owner().equals(process)).count();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            // Nobody can come in any more in any case.
            links.forEach(this::close);
        }
        links.forEach(this::close);
    }

    private void listen() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().name("link-" + name).start(() -> connect(client));
            } catch (IOException e) {
                // Closed, or the client has thought better of it.
                continue;
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        try {
            String owner = ownerOf(client);
            if (weather.get(owner) == Weather.CUT) {
                hit(owner, 1);
                client.close();
                return;
            }
            server.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), serverPort), CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Link link = new Link(owner, client, server);
            links.add(link);
            Thread.ofVirtual().name("said-" + name).start(() -> carry(link, client, server, false));
            carry(link, server, client, true);
        } catch (IOException e) {
            close(new Link("", client, server));
        }
    }

    /** Nobody's, where that is not known: the weather of those is always fair. */
    private String ownerOf(Socket client) {
        try {
            return owners.of(client.getPort(), client.getLocalPort()).orElse("");
        } catch (IOException e) {
            // There is no supervisor yet, or none any more.
            return "";
        }
    }

    /** Carries what one end says to the other, until one of them is gone. */
    private void carry(Link link, Socket from, Socket to, boolean heard) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Weather now = weather.getOrDefault(link.owner(), Weather.FAIR);
                if (now == Weather.SLOW) {
                    hit(link.owner(), read);
                    Await.pause(DELAY);
                }
                if (now == Weather.DEAF && heard) {
                    hit(link.owner(), read);
                } else {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException | InterruptedException e) {
            // One end is gone; the other learns it now.
            close(link);
        }
        close(link);
    }

    private void hit(String process, long more) {
        hit.computeIfAbsent(process, _ -> new AtomicLong()).addAndGet(more);
    }

    private void close(Link link) {
        links.remove(link);
        for (Socket socket : List.of(link.client(), link.server())) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no use any more in any case.
                continue;
            }
        }
    }
}
