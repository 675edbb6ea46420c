package shop.shipping;

import java.util.Objects;

/**
 * Where a parcel goes. Personal data: kept only while a parcel is to be sent, shown to operators only, and never
 * printed: {@link #toString} names the country alone.
 *
 * @param country ISO 3166-1 alpha-2
 */
public record Address(String name, String street, String postalCode, String city, String country) {

    public Address {
        Objects.requireNonNull(name, "an address has a name");
        Objects.requireNonNull(street, "an address has a street");
        Objects.requireNonNull(postalCode, "an address has a postal code");
        Objects.requireNonNull(city, "an address has a city");
        Objects.requireNonNull(country, "an address has a country");
    }

    @Override
    public String toString() {
        return "Address[in " + country + "]";
    }
}
