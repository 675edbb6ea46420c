package shop.chaos.nemesis;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import shop.chaos.site.Await;
import shop.chaos.site.Site;
import shop.chaos.site.Volume;

/** The disk under a server is full: not a page more can be written until it has room again. */
final class DiskFull implements Fault {

    private static final String SAID = "No space left on device";
    private static final Duration SAID_WITHIN = Duration.ofSeconds(40);
    private static final int LONGEST_LOG = 16 << 20;

    private final Site site;
    private final Volume volume;
    private long logFrom;
    private long free = -1;

    DiskFull(Site site, String server) {
        this.site = site;
        this.volume = site.volumes().stream()
                .filter(candidate -> candidate.server().equals(server))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(server + " has no disk of its own"));
    }

    @Override
    public void inject() throws Exception {
        Running.process(site, volume.server());
        logFrom = Files.size(log());
        volume.fill();
        free = volume.free();
    }

    /** What the server says of it. One that has nothing to write for a while is waited for. */
    @Override
    public Optional<String> evidence() throws InterruptedException {
        try {
            Await.until(
                    volume.server() + " has noticed",
                    SAID_WITHIN,
                    () -> saidSince().contains(SAID));
        } catch (Await.TimeoutException e) {
            // It did not mind: there is no evidence.
            return Optional.empty();
        }
        return Optional.of("%,d bytes were free, and %s said: %s".formatted(free, volume.server(), SAID));
    }

    @Override
    public void heal() throws IOException {
        volume.drain();
    }

    @Override
    public void awaitReady() throws Exception {
        site.awaitReady(volume.server());
        site.awaitRelays();
    }

    private String saidSince() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
            long length = Math.max(0, file.length() - logFrom);
            byte[] said = new byte[(int) Math.min(length, LONGEST_LOG)];
            file.seek(logFrom);
            file.readFully(said);
            return new String(said, StandardCharsets.UTF_8);
        }
    }

    private Path log() {
        return site.environment().home().log(volume.server());
    }
}
