package shop.messaging;

import org.jspecify.annotations.Nullable;

/** Makes any text storable: bounded, and without what PostgreSQL's text cannot hold. */
final class Text {

    private static final char REPLACEMENT = '\uFFFD';

    private Text() {}

    /** Replaces NUL and unpaired surrogates, and cuts what is longer than {@code maxLength} characters. */
    static String storable(@Nullable String text, int maxLength) {
        if (text == null) {
            return "";
        }
        StringBuilder storable = new StringBuilder(Math.min(text.length(), maxLength));
        int i = 0;
        while (i < text.length() && storable.length() < maxLength) {
            int codePoint = text.codePointAt(i);
            boolean refused = codePoint == 0
                    || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)
                    || storable.length() + Character.charCount(codePoint) > maxLength;
            storable.appendCodePoint(refused ? REPLACEMENT : codePoint);
            i += Character.charCount(codePoint);
        }
        return storable.toString();
    }
}
