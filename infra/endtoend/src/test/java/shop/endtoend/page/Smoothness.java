package shop.endtoend.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.Locale;
import java.util.Map;

/** Counts a page's frames, and weighs what it takes: of the renderer's main thread, and of memory. */
final class Smoothness {

    private static final String COUNT_FRAMES = """
            () => {
              let last = performance.now();
              window.smoothness = { frames: 0, late: 0, dropped: 0, longest: 0, since: last };
              const look = now => {
                const gap = now - last;
                last = now;
                const counted = window.smoothness;
                counted.frames++;
                if (gap > 33) counted.late++;
                counted.dropped += Math.max(0, Math.round(gap * 60 / 1000) - 1);
                counted.longest = Math.max(counted.longest, gap);
                requestAnimationFrame(look);
              };
              requestAnimationFrame(look);
            }
            """;
    private static final String TAKE_FRAMES = """
            () => {
              const counted = window.smoothness;
              const now = performance.now();
              window.smoothness = { frames: 0, late: 0, dropped: 0, longest: 0, since: now };
              return { ...counted, seconds: (now - counted.since) / 1000 };
            }
            """;

    private final Page page;
    private final CDPSession session;
    private double busySeconds;

    Smoothness(Page page) {
        this.page = page;
        this.session = page.context().newCDPSession(page);
        session.send("Performance.enable");
        session.send("HeapProfiler.enable");
        page.evaluate(COUNT_FRAMES);
    }

    /** Forgets the frames there were. */
    void begin() {
        page.evaluate(TAKE_FRAMES);
        busySeconds = metric(session.send("Performance.getMetrics"), "TaskDuration");
    }

    /**
     * What happened since it began or last told, as a line: frames, time on the main thread (also while that waited for a
     * processor), and memory after a full garbage collection.
     */
    String tell() {
        Map<?, ?> frames = (Map<?, ?>) page.evaluate(TAKE_FRAMES);
        double busy = metric(session.send("Performance.getMetrics"), "TaskDuration") - busySeconds;
        session.send("HeapProfiler.collectGarbage");
        JsonObject metrics = session.send("Performance.getMetrics");
        double seconds = number(frames.get("seconds"));
        double shown = number(frames.get("frames"));
        double late = number(frames.get("late"));
        double dropped = number(frames.get("dropped"));
        String line = String.format(
                Locale.ROOT,
                "%5.0f s: %5.1f frames/s, %.2f %% of gaps over 33 ms, %.2f %% of frames dropped, longest gap %.0f ms;"
                        + " main thread busy %.0f ms a second; heap %.1f MB, %d nodes, %d listeners",
                seconds,
                shown / seconds,
                100 * late / shown,
                100 * dropped / (shown + dropped),
                number(frames.get("longest")),
                1000 * busy / seconds,
                metric(metrics, "JSHeapUsedSize") / 1e6,
                (long) metric(metrics, "Nodes"),
                (long) metric(metrics, "JSEventListeners"));
        begin();
        return line;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static double metric(JsonObject metrics, String name) {
        for (JsonElement metric : metrics.getAsJsonArray("metrics")) {
            if (metric.getAsJsonObject().get("name").getAsString().equals(name)) {
                return metric.getAsJsonObject().get("value").getAsDouble();
            }
        }
        throw new AssertionError("Chromium tells no " + name);
    }
}
