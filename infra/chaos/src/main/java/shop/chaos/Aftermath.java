package shop.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import shop.chaos.evidence.Digests;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.EvidenceLoader;
import shop.chaos.history.Event;
import shop.chaos.history.History;
import shop.chaos.history.Journal;
import shop.chaos.nemesis.SaidAgain;
import shop.chaos.site.Quiescence;
import shop.chaos.site.Site;
import shop.chaos.site.Topic;
import shop.local.supervisor.ProcessStatus;

/** What follows when nothing is broken any more: rest, everything said again, and the evidence. */
final class Aftermath {

    private final Site site;
    private final Duration restsWithin;

    Aftermath(Site site, Duration restsWithin) {
        this.site = site;
        this.restsWithin = restsWithin;
    }

    /** Waits for rest, and once there is, says everything again. */
    void await(History history) throws IOException, InterruptedException {
        Optional<String> waitsFor = new Quiescence(site).await(restsWithin);
        history.add(at -> new Event.Rested(at, restsWithin.toSeconds(), waitsFor.orElse(null)));
        if (waitsFor.isEmpty()) {
            repeat(history);
        }
    }

    /** Gathers what there is to judge by. */
    Evidence evidence(Path history) throws IOException, InterruptedException {
        Console.progress("gathering the evidence");
        return new EvidenceLoader(site).load(Journal.read(history), rest());
    }

    /** Says everything again that was said between the services, and compares what it changes. */
    private void repeat(History history) throws IOException, InterruptedException {
        Console.progress("at rest; every topic is said again");
        try {
            Map<String, String> before = Digests.of(site);
            long records = 0;
            for (Topic topic : Topic.ofSagas()) {
                SaidAgain again = new SaidAgain(site, topic.topic(), Optional.empty());
                again.inject();
                records += again.count();
            }
            new Quiescence(site).await(restsWithin);
            long said = records;
            Map<String, String> after = Digests.of(site);
            history.add(at -> new Event.Repeated(at, said, before, after));
        } catch (InterruptedException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("not everything could be said again: " + e.getMessage(), e);
        }
    }

    private Evidence.Rest rest() throws IOException, InterruptedException {
        Quiescence quiescence = new Quiescence(site);
        Map<String, Long> memory = new LinkedHashMap<>();
        for (ProcessStatus process : site.control().status().processes()) {
            if (process.memoryMiB() != null) {
                memory.put(process.name(), process.memoryMiB());
            }
        }
        try {
            return new Evidence.Rest(quiescence.relayLag(), quiescence.consumerLag(), memory);
        } catch (SQLException e) {
            throw new IOException("PostgreSQL does not tell the relays' lag: " + e.getMessage(), e);
        }
    }
}
