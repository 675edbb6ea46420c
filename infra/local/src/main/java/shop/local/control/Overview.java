package shop.local.control;

import java.util.List;
import shop.local.supervisor.Duties;
import shop.local.supervisor.ProcessStatus;

/**
 * All that {@code status} shows.
 *
 * @param settled whether everything was ready once since the supervisor began
 */
public record Overview(
        boolean settled,
        List<ProcessStatus> processes,
        List<Duties.RelayStatus> relays,
        List<ConsumerStatus> consumers,
        List<String> notices) {}
