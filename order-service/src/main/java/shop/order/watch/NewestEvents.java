package shop.order.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest events, as many as may be kept, in the order of their positions. Not safe for use by several threads at once.
 */
final class NewestEvents {

    private static final int MOST_PASSAGES = 16;

    private final Told[] ring;
    /** What follows a position up to the newest event, for those who have asked since that came. */
    private final Map<Long, Passage> passages = new HashMap<>();

    private long count;
    private long floor;

    NewestEvents(int kept) {
        this.ring = new Told[kept];
    }

    /** Forgets everything: the next event is the first after a position. */
    void beginAfter(long position) {
        passages.clear();
        count = 0;
        floor = position;
    }

    void add(List<Told> events) {
        passages.clear();
        for (Told event : events) {
            if (count >= ring.length) {
                floor = at(count).position();
            }
            ring[(int) (count % ring.length)] = event;
            count++;
        }
    }

    /** Whether everything after a position is still kept. */
    boolean reachBackTo(long position) {
        return position >= floor;
    }

    /** What follows a position, of which there is something. */
    Passage after(long position) {
        if (passages.size() == MOST_PASSAGES) {
            passages.clear();
        }
        return passages.computeIfAbsent(position, this::read);
    }

    private Passage read(long position) {
        long low = Math.max(0, count - ring.length);
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (at(middle).position() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        List<Told> events = new ArrayList<>((int) (count - low));
        for (long i = low; i < count; i++) {
            events.add(at(i));
        }
        return new Passage(events);
    }

    private Told at(long index) {
        return ring[(int) (index % ring.length)];
    }
}
