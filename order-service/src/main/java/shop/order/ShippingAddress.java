package shop.order;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Where an order goes. Kept apart from the order, sent in the one shipping command, and nowhere else: it says nothing of
 * itself in logs.
 *
 * @param country ISO 3166-1 alpha-2
 */
public record ShippingAddress(
        @NotBlank @Size(max = 100) @Pattern(regexp = OrderRequest.PRINTABLE)
        String name,

        @NotBlank @Size(max = 200) @Pattern(regexp = OrderRequest.PRINTABLE)
        String street,

        @NotBlank @Size(max = 20) @Pattern(regexp = OrderRequest.PRINTABLE)
        String postalCode,

        @NotBlank @Size(max = 100) @Pattern(regexp = OrderRequest.PRINTABLE)
        String city,

        @NotNull @IsoCountry String country) {

    @Override
    public String toString() {
        return "ShippingAddress[withheld]";
    }
}
