package shop.testkit.messaging;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;

/** A resource like the services' own, to see how what is wrong with a request is told. */
@Path("/toys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ToyResource {

    /** A toy to be made. */
    public record Toy(@NotBlank String name, int pieces) {}

    @POST
    public Toy make(@Valid @NotNull Toy toy) {
        if (toy.name().equals("broken")) {
            throw new IllegalStateException("a secret of the inside");
        }
        return toy;
    }

    @POST
    @Path("/{id}")
    public Toy make(UUID id, @Valid @NotNull Toy toy) {
        return toy;
    }
}
