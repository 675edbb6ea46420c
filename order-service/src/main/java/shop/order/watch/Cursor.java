package shop.order.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody has come in the events of all orders: everything up to a position and, after the board was looked at,
 * of what lies beyond it the entries the board's snapshot showed already. To clients it is opaque text.
 *
 * @param position everything up to here is known to the client
 * @param seen what is known beyond; null where nothing is
 */
record Cursor(long position, @Nullable Seen seen) {

    static final int MAX_LENGTH = 2_000;
    private static final int RADIX = 36;

    /** Everything up to {@code last} was seen, but what lies in the gaps: they rise and do not touch. */
    record Seen(long last, List<Gap> gaps) {
        Seen {
            gaps = List.copyOf(gaps);
        }
    }

    /** Positions that were not seen, both ends included. */
    record Gap(long first, long last) {}

    static Cursor at(long position) {
        return new Cursor(position, null);
    }

    /** The cursor of who knows everything up to a position, and beyond it just these, in rising order. */
    static Cursor of(long position, List<Long> seenBeyond) {
        List<Gap> gaps = new ArrayList<>();
        long before = position;
        for (long seen : seenBeyond) {
            if (seen > before + 1) {
                gaps.add(new Gap(before + 1, seen - 1));
            }
            before = seen;
        }
        return gaps.isEmpty() ? at(before) : new Cursor(position, new Seen(before, gaps));
    }

    /** Whether the client knows this entry already. */
    boolean knows(long entry) {
        return entry <= position
                || (seen != null
                        && entry <= seen.last
                        && seen.gaps.stream().noneMatch(gap -> gap.first <= entry && entry <= gap.last));
    }

    /** The cursor once everything up to {@code later} has been told. */
    Cursor movedTo(long later) {
        return seen == null || later >= seen.last ? at(Math.max(later, position)) : new Cursor(later, seen);
    }

    /** The cursor as text: the position, and where something beyond it is known, how far and with which gaps. */
    String text() {
        if (seen == null) {
            return Long.toString(position);
        }
        return position + "." + Long.toString(seen.last - position, RADIX)
                + seen.gaps.stream()
                        .filter(gap -> gap.last > position)
                        .map(gap -> "." + Long.toString(Math.max(gap.first, position + 1) - position, RADIX) + "-"
                                + Long.toString(gap.last - position, RADIX))
                        .collect(Collectors.joining());
    }

    /** Reads {@link #text}; empty where it is none. */
    static Optional<Cursor> parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            String[] parts = text.split("\\.", -1);
            long position = Long.parseLong(parts[0]);
            if (position < 0) {
                return Optional.empty();
            }
            if (parts.length == 1) {
                return Optional.of(at(position));
            }
            List<Gap> gaps = new ArrayList<>();
            for (String gap : List.of(parts).subList(2, parts.length)) {
                String[] ends = gap.split("-", -1);
                gaps.add(new Gap(position + Long.parseLong(ends[0], RADIX), position + Long.parseLong(ends[1], RADIX)));
            }
            return Optional.of(new Cursor(position, new Seen(position + Long.parseLong(parts[1], RADIX), gaps)));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
