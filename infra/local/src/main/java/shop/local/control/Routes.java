package shop.local.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import shop.local.environment.Json;
import shop.local.environment.ServiceAway;
import shop.local.supervisor.ProcessCommand;
import shop.local.supervisor.Supervisor;

/**
 * What can be asked of the control API.
 *
 * <pre>
 * GET    /status                      {@link Overview}
 * POST   /processes/{name}/{command}  {@link shop.local.supervisor.ProcessStatus}; {@link ProcessCommand}
 * POST   /relays/{service}/repair     {"result": "…"}
 * POST   /stop                        202; the supervisor stops everything and ends
 * GET    /stock                       a list of {@link Stock.Available}
 * POST   /bursts                      {@link Burst.Wish} → 202 {@link Burst.Progress}; 409 while one runs
 * GET    /bursts                      the last few, the newest first
 * GET    /bursts/{id}                 {@link Burst.Progress}
 * DELETE /bursts/{id}                 sends no more of it
 * GET    /books                       {@link shop.local.books.Books}
 * </pre>
 */
public final class Routes {

    private final Supervisor supervisor;
    private final Consumers consumers;
    private final Stock stock;
    private final Bursts bursts;
    private final BookKeeper books;

    /** Everything that is offered. */
    public Routes(Supervisor supervisor, Consumers consumers, Stock stock, Bursts bursts, BookKeeper books) {
        this.supervisor = supervisor;
        this.consumers = consumers;
        this.stock = stock;
        this.bursts = bursts;
        this.books = books;
    }

    /**
     * Does what is asked for.
     *
     * @param path its segments
     * @param body empty where there is none
     */
    Reply answer(String method, List<String> path, byte[] body) {
        try {
            return route(method, path, body);
        } catch (NoSuchElementException e) {
            return Reply.error(404, e.getMessage());
        } catch (JsonProcessingException e) {
            // What a wish itself objects to says more than where in the body it stands.
            return Reply.error(
                    400,
                    e.getCause() instanceof IllegalArgumentException objection
                            ? objection.getMessage()
                            : "not readable: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            return Reply.error(400, e.getMessage());
        } catch (IllegalStateException e) {
            return Reply.error(409, e.getMessage());
        } catch (ServiceAway e) {
            return Reply.error(503, e.getMessage());
        } catch (IOException | RuntimeException e) {
            return Reply.error(500, e.toString());
        }
    }

    private Reply route(String method, List<String> path, byte[] body) throws IOException {
        return switch (method + " /" + shape(path)) {
            case "GET /status" -> Reply.ok(overview());
            case "POST /processes/*/*" -> Reply.ok(supervisor.command(path.get(1), command(path.get(2))));
            case "POST /relays/*/*" -> repair(path.get(1), path.get(2));
            case "POST /stop" -> stop();
            case "GET /stock" -> Reply.ok(stock.available());
            case "POST /bursts" -> Reply.accepted(bursts.begin(wish(body)).progress());
            case "GET /bursts" -> Reply.ok(bursts.newest());
            case "GET /bursts/*" -> Reply.ok(bursts.of(path.get(1)).progress());
            case "DELETE /bursts/*" -> Reply.ok(bursts.cancel(path.get(1)).progress());
            case "GET /books" -> Reply.ok(books.now());
            default -> Reply.error(404, "no such entry");
        };
    }

    private Overview overview() {
        return new Overview(
                supervisor.settled(), supervisor.status(), supervisor.relays(), consumers.now(), supervisor.notices());
    }

    private Reply repair(String service, String what) throws IOException {
        return what.equals("repair")
                ? Reply.ok(Map.of("result", supervisor.repairRelay(service)))
                : Reply.error(404, "no such entry");
    }

    private Reply stop() {
        supervisor.askToStop();
        return Reply.accepted(Map.of("result", "stopping"));
    }

    /** The first segment says what it is about, the others are names: {@code processes/*}{@code /*}. */
    private static String shape(List<String> path) {
        return path.isEmpty() ? "" : path.getFirst() + "/*".repeat(path.size() - 1);
    }

    private static ProcessCommand command(String text) {
        return Arrays.stream(ProcessCommand.values())
                .filter(command -> command.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no command is called " + text));
    }

    private static Burst.Wish wish(byte[] body) throws IOException {
        return Json.MAPPER.readValue(body, Burst.Wish.class);
    }
}
