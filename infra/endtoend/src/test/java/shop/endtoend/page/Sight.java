package shop.endtoend.page;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** What can be seen of a page, whatever its style sheets say. */
final class Sight {

    private static final String CUT_OFF = """
            () => {
              const width = document.documentElement.clientWidth;
              const found = [];
              const look = root => root.querySelectorAll('*').forEach(element => {
                if (element.shadowRoot) look(element.shadowRoot);
                if (!element.matches('a, button, input, select, textarea, h1, h2, [role=img]')) return;
                const box = element.getBoundingClientRect();
                const shown = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
                const atAll = box.width > 1 && box.height > 1 && box.bottom > 0;
                if (shown && atAll && (box.left < -1 || box.right > width + 1)) {
                  found.push(`${element.localName} "${element.textContent.trim().slice(0, 40)}": `
                    + `${Math.round(box.left)} to ${Math.round(box.right)} of ${width}`);
                }
              });
              look(document);
              const whole = document.documentElement.scrollWidth;
              if (whole > width) found.push(`the page is ${whole} wide, the screen ${width}`);
              return found;
            }
            """;

    private Sight() {}

    /** Whatever one would have to scroll sideways for, in sentences. */
    static List<String> cutOff(Page page) {
        return ((List<?>) page.evaluate(CUT_OFF)).stream().map(String::valueOf).toList();
    }

    /** How bright a page is on the whole: 0 is black, 1 is white. */
    static double brightness(Page page) {
        BufferedImage picture = picture(page);
        return IntStream.range(0, picture.getHeight())
                .flatMap(y -> IntStream.range(0, picture.getWidth()).map(x -> picture.getRGB(x, y)))
                .mapToDouble(Sight::brightness)
                .average()
                .orElseThrow();
    }

    private static double brightness(int rgb) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 0xff;
    }

    private static BufferedImage picture(Page page) {
        try {
            return ImageIO.read(new ByteArrayInputStream(page.screenshot()));
        } catch (IOException e) {
            throw new AssertionError("Chromium made a picture that cannot be read", e);
        }
    }
}
