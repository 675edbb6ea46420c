package shop.shipping;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * What a parcel is called. It is the order's id in other letters (Crockford's base 32, which leaves out what is easily
 * misread), so that no two orders share one and that an order arranged again keeps its own.
 */
final class TrackingNumber {

    private static final String PREFIX = "SHP-";
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int BITS_PER_DIGIT = 5;

    /** Enough digits for 128 bits. */
    private static final int LENGTH = 26;

    private TrackingNumber() {}

    static String of(UUID orderId) {
        byte[] bits = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(orderId.getMostSignificantBits())
                .putLong(orderId.getLeastSignificantBits())
                .array();
        BigInteger number = new BigInteger(1, bits);
        StringBuilder text = new StringBuilder(PREFIX);
        for (int digit = LENGTH - 1; digit >= 0; digit--) {
            text.append(DIGITS.charAt(number.shiftRight(digit * BITS_PER_DIGIT).intValue() & 31));
        }
        return text.toString();
    }
}
