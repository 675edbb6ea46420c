package shop.shipping;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import shop.messaging.operator.OperatorOnly;

/**
 * The countries parcels are sent to. Anyone may look; operators add and drop. A change is about orders to come: what was
 * arranged stays arranged, what was rejected stays rejected.
 */
@Path("/coverage")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Coverage")
class CoverageResource {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final String ALPHA_2 = "[A-Z]{2}";

    private final Coverage coverage;

    CoverageResource(Coverage coverage) {
        this.coverage = coverage;
    }

    /** A country that is served. */
    record View(String country, Instant servedSince) {

        static View of(CoveredCountry covered) {
            return new View(covered.country, covered.servedSince);
        }
    }

    /** A page of countries in alphabetical order; {@code next}, where there is one, is the next page's cursor. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<View> items, @Nullable String next) {}

    @GET
    @Operation(summary = "The countries that are served, in alphabetical order")
    public Page list(
            @QueryParam("cursor") @Pattern(regexp = ALPHA_2) @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(200) int limit) {
        List<View> found = coverage.pageAfter(cursor == null ? "" : cursor, limit + 1).stream()
                .map(View::of)
                .toList();
        return found.size() <= limit
                ? new Page(found, null)
                : new Page(found.subList(0, limit), found.get(limit - 1).country());
    }

    /** Idempotent. 400 for what is no country's code. */
    @PUT
    @Path("/{country}")
    @OperatorOnly
    @Transactional
    @Operation(summary = "Serve a country from now on")
    public void serve(@PathParam("country") @Pattern(regexp = ALPHA_2) String country) {
        if (!COUNTRIES.contains(country)) {
            throw HttpProblem.valueOf(Status.BAD_REQUEST, country + " is no country of ISO 3166-1.");
        }
        coverage.serve(country);
    }

    /** 404 for a country that is not served. */
    @DELETE
    @Path("/{country}")
    @OperatorOnly
    @Transactional
    @Operation(summary = "Serve a country no more")
    public void drop(@PathParam("country") @Pattern(regexp = ALPHA_2) String country) {
        if (!coverage.deleteById(country)) {
            throw HttpProblem.valueOf(Status.NOT_FOUND, country + " is not served.");
        }
    }
}
