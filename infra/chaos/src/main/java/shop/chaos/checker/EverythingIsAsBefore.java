package shop.chaos.checker;

import java.util.Map;
import shop.chaos.evidence.Evidence;
import shop.chaos.evidence.Evidence.Rest;
import shop.chaos.history.Event;

/** The faults leave nothing behind in the machine: no backlog, no log that is kept for nobody, no memory that grew. */
final class EverythingIsAsBefore implements Checker {

    private static final long MOST_LAG_BYTES = 1 << 20;
    private static final long MEMORY_GROWTH_MIB = 300;

    @Override
    public String name() {
        return "everything-is-as-before";
    }

    @Override
    public String promise() {
        return "the relays' and consumers' lag is gone, and no process holds much more memory than before";
    }

    @Override
    public Finding check(Evidence evidence) {
        Examination examination = new Examination(name(), "figures");
        Rest rest = evidence.rest();
        rest.lagBytes().forEach((service, lag) -> {
            examination.examined();
            examination.expect(
                    lag >= 0 && lag <= MOST_LAG_BYTES,
                    null,
                    null,
                    "%s's relay keeps %d bytes of the log in the end".formatted(service, lag));
        });
        rest.consumerLag().forEach((service, lag) -> {
            examination.examined();
            examination.expect(
                    lag == 0, null, null, "%s has not consumed %d records in the end".formatted(service, lag));
        });
        Map<String, Long> before = evidence.journal().samples().stream()
                .findFirst()
                .map(Event.Sampled::memoryMiB)
                .orElse(Map.of());
        rest.memoryMiB().forEach((process, memory) -> {
            Long first = before.get(process);
            if (first != null) {
                examination.examined();
                examination.expect(
                        memory <= 2 * first + MEMORY_GROWTH_MIB,
                        null,
                        null,
                        "%s held %d MiB before and holds %d MiB in the end".formatted(process, first, memory));
            }
        });
        return examination.finding();
    }
}
